import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, type TableName, touchedRows } from '../../../tests/touched-rows.ts';
import { markAddressRefused, updateWantsMail } from './accounts/mail-address-store.ts';
import { endMembership } from './accounts/membership-store.ts';
import {
	releaseEmail,
	replaceHash,
	storeEmailVerified,
	storeVerifiedEmail,
	updateDetails,
	updateDisabled,
	updateOperator,
	updatePassword,
} from './accounts/people-store.ts';
import { endAgreementRow } from './agreements/agreement-store.ts';
import { deleteBulkDraft, storeOutcomes, updateBulkAct } from './bulk-acts/bulk-act-store.ts';
import { removePerson, removePersonFromInstitution } from './erase-store.ts';
import { raiseBadgesRevision } from './institutions/institution-store.ts';
import {
	markRevoked,
	revokeTrustedInvitationsBy,
	spendInvitationUse,
} from './invitations/invitation-store.ts';
import {
	deleteDraftBatch,
	deleteDraftsBut,
	deleteOldBatches,
	updateBatch,
} from './mailed-invitations/batch-store.ts';
import {
	deleteMailedInvitationsEndedBefore,
	deleteMailedInvitationsTo,
	renewMailedInvitation,
	revokeMailed,
	revokeTrustedMailedInvitationsBy,
	spendMailedInvitation,
} from './mailed-invitations/mailed-invitation-store.ts';
import { deleteMailLinksPastEnd, spendMailLink, voidMailLinksOf } from './mail-links/mail-link-store.ts';
import { updateLastSeen } from './sessions/session-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
afterEach(() => world.close());

let n = 0;
let [ada, emile, here, there] = ['', '', '', ''];
const put = (table: TableName, row: object) => putRow(world, table, row);
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);

beforeEach(async () => {
	world = await testWorld();
	n += 1;
	[ada, emile, here, there] = [`ada-${n}`, `emile-${n}`, `here-${n}`, `there-${n}`];
	for (const id of [here, there]) await put('institutions', { id, badgesRevision: n });
	for (const id of [ada, emile])
		await put('people', { id, email: `${id}@exemple.ca`, passwordHash: `hash-${id}`, locale: 'fr' });
});

test('an account is changed alone', async () => {
	const one = { people: 1 };
	const email = `${ada}@exemple.ca`;
	const details = { displayName: 'Ada L.', email };
	expect(await touched((tx) => updateWantsMail(tx, ada, false))).toEqual(one);
	expect(await touched((tx) => updateDetails(tx, ada, details, { newAddress: false }))).toEqual(one);
	expect(await touched((tx) => storeEmailVerified(tx, ada, second(1)))).toEqual(one);
	expect(await touched((tx) => storeVerifiedEmail(tx, ada, { email, at: second(2) }))).toEqual(one);
	expect(await touched((tx) => updateDisabled(tx, ada, second(1)))).toEqual(one);
	expect(await touched((tx) => updateOperator(tx, ada, second(1)))).toEqual(one);
	const changed = { hash: 'new', mustChange: false };
	expect(await touched((tx) => updatePassword(tx, ada, changed as never))).toEqual(one);
	expect(await touched((tx) => raiseBadgesRevision(tx, here))).toEqual({ institutions: 1 });
});

test('a hash is replaced only by whoever compared it', async () => {
	expect(await touched((tx) => replaceHash(tx, ada, 'another', 'new'))).toEqual({});
	expect(await touched((tx) => replaceHash(tx, ada, `hash-${ada}`, 'new'))).toEqual({ people: 1 });
});

test('an address refused is that of this person, once, and one that they still have', async () => {
	const recipient = `${ada}@exemple.ca`;
	const refuse = (at: number, to = recipient) =>
		touched((tx) => markAddressRefused(tx, ada, { recipient: to, at: second(at) }));
	expect(await refuse(1, `${emile}@exemple.ca`)).toEqual({});
	expect(await refuse(2)).toEqual({ people: 1 });
	expect(await refuse(3)).toEqual({});
});

test('an address that is claimed is released, if nobody showed that they read it or the account is closed', async () => {
	await world.db.write((tx) => storeEmailVerified(tx, ada, second(1)));
	expect(await touched((tx) => releaseEmail(tx, `${ada}@exemple.ca`))).toEqual({});
	expect(await touched((tx) => releaseEmail(tx, `${emile}@exemple.ca`))).toEqual({ people: 1 });
	await world.db.write((tx) => updateDisabled(tx, ada, second(2)));
	expect(await touched((tx) => releaseEmail(tx, `${ada}@exemple.ca`))).toEqual({ people: 1 });
});

test('a role ends once, for one person in one institution', async () => {
	for (const person of [ada, emile])
		for (const institution of [here, there])
			for (const role of ['adviser', 'administrator'])
				await put('memberships', { person, institution, role });
	const end = (at: number) =>
		touched((tx) =>
			endMembership(tx, { person: ada, institution: here, role: 'adviser', endedAt: second(at) }),
		);
	expect(await end(1)).toEqual({ memberships: 1 });
	expect(await end(2)).toEqual({});
});

test('an agreement ends once, by its institution', async () => {
	for (const [id, institution] of [
		['a', here],
		['b', here],
		['c', there],
	] as const)
		await put('agreements', { id: `${id}-${n}`, institution, service: id === 'a' ? there : `${here}` });
	const end = (at: number, institution = here) =>
		touched((tx) => endAgreementRow(tx, { id: `a-${n}`, institution, endedAt: second(at), endedBy: ada }));
	expect(await end(1, there)).toEqual({});
	expect(await end(1)).toEqual({ agreements: 1 });
	expect(await end(2)).toEqual({});
});

test('an act for many is changed alone, and deleted only while it is a draft', async () => {
	for (const id of ['x', 'y']) {
		await put('bulkActs', { id: `${id}-${n}`, institution: here, madeBy: ada, createdBy: ada });
		for (const person of [ada, emile]) await put('bulkActPeople', { act: `${id}-${n}`, person });
	}
	const outcomes = new Map([[ada, 'done' as const]]);
	expect(await touched((tx) => storeOutcomes(tx, `x-${n}`, outcomes))).toEqual({ bulkActPeople: 1 });
	expect(await touched((tx) => updateBulkAct(tx, `x-${n}`, { begunAt: second(1) }))).toEqual({ bulkActs: 1 });
	expect(await touched((tx) => deleteBulkDraft(tx, `x-${n}`))).toEqual({});
	expect(await touched((tx) => deleteBulkDraft(tx, `y-${n}`))).toEqual({ bulkActs: 1, bulkActPeople: 2 });
});

const invitation = (id: string, more: object) =>
	put('invitations', {
		...{ id: `${id}-${n}`, institution: here, createdBy: ada, role: 'adviser', uses: 2, usesLeft: 2 },
		...more,
	});

test('an invitation is spent and revoked alone', async () => {
	await invitation('i', {});
	await invitation('j', {});
	expect(await touched((tx) => spendInvitationUse(tx, `i-${n}`))).toEqual({ invitations: 1 });
	const revoke = (institution: string, at: number) =>
		touched((tx) => markRevoked(tx, { id: `i-${n}`, institution, at: second(at) }));
	expect(await revoke(there, 1)).toEqual({});
	expect(await revoke(here, 1)).toEqual({ invitations: 1 });
	expect(await revoke(here, 2)).toEqual({});
});

test('the invitations of those who no longer administer are revoked: theirs, over others, still open', async () => {
	await put('memberships', { person: ada, institution: there, role: 'administrator' });
	await invitation('mine', {});
	await invitation('learner', { role: 'learner' });
	await invitation('other', { createdBy: emile });
	await invitation('revoked', { revokedAt: second(0) });
	await invitation('away', { institution: there });
	const revoke = (institution: string | null) =>
		touched((tx) => revokeTrustedInvitationsBy(tx, ada, { institution, at: second(1) }));
	expect(await revoke(null)).toEqual({ invitations: 1 });
	expect(await revoke(here)).toEqual({});
	expect(await revoke(there)).toEqual({ invitations: 1 });
});

async function batches(): Promise<void> {
	for (const [id, more] of [
		['draft', { createdAt: second(1) }],
		['later', { createdAt: second(2) }],
		['begun', { createdAt: second(1), begunAt: second(1) }],
		['ended', { createdAt: second(1), begunAt: second(1), endedAt: second(1) }],
		['empty', { createdAt: second(1), begunAt: second(1), endedAt: second(1) }],
		['recent', { createdAt: second(1), begunAt: second(1), endedAt: second(90) }],
		['away', { institution: there, createdAt: second(1) }],
	] as const)
		await put('invitationBatches', { id: `${id}-${n}`, institution: here, createdBy: emile, ...more });
}
const mailed = (id: string, more: object) =>
	put('mailedInvitations', {
		...{ id: `${id}-${n}`, institution: here, batch: `ended-${n}`, role: 'adviser' },
		...{ email: `${id}-${n}@exemple.ca`, expiresAt: second(50) },
		...more,
	});

test('a batch is changed alone, and deleted only while it is a draft of that institution, or old', async () => {
	await batches();
	await mailed('one', {});
	expect(await touched((tx) => updateBatch(tx, `begun-${n}`, { done: 5 }))).toEqual({ invitationBatches: 1 });
	const discard = (id: string, isDraft: boolean) =>
		touched(async (tx) => expect(await deleteDraftBatch(tx, `${id}-${n}`)).toBe(isDraft));
	expect(await discard('begun', false)).toEqual({});
	expect(await touched((tx) => deleteDraftsBut(tx, here, 1))).toEqual({ invitationBatches: 1 });
	expect(await touched((tx) => deleteDraftsBut(tx, here, 1))).toEqual({});
	// Of drafts, the one of the other institution is old; of batches that ended, the one without an invitation.
	expect(await touched((tx) => deleteOldBatches(tx, second(2)))).toEqual({ invitationBatches: 2 });
	await put('invitationBatches', { id: `last-${n}`, institution: here, createdBy: emile });
	expect(await discard('later', true)).toEqual({ invitationBatches: 1 });
});

test('a mailed invitation is used, renewed and revoked alone, and once', async () => {
	await batches();
	for (const id of ['one', 'two', 'three', 'four']) await mailed(id, {});
	await mailed('away', { batch: `away-${n}`, institution: there });
	const spend = (id: string, at: number, isOpen: boolean) =>
		touched(async (tx) => {
			const by = { usedAt: second(at), usedBy: ada };
			expect(await spendMailedInvitation(tx, `${id}-${n}`, by)).toBe(isOpen);
		});
	const revoke = (at: number, id: string | null) =>
		touched((tx) =>
			revokeMailed(tx, { batch: `ended-${n}`, invitation: id && `${id}-${n}`, at: second(at) }),
		);
	const one = { mailedInvitations: 1 };
	expect([await spend('one', 1, true), await spend('one', 2, false)]).toEqual([one, {}]);
	expect([await revoke(1, 'two'), await revoke(2, 'two'), await revoke(2, 'one')]).toEqual([one, {}, {}]);
	expect(await spend('two', 3, false)).toEqual({});
	expect(await revoke(3, 'away')).toEqual({});
	const renewed = { tokenHash: 'new', sentAt: second(3), expiresAt: second(60), mail: null };
	expect(await touched((tx) => renewMailedInvitation(tx, `three-${n}`, renewed))).toEqual(one);
	expect(await revoke(4, null)).toEqual({ mailedInvitations: 2 });
	expect(await touched((tx) => deleteMailedInvitationsEndedBefore(tx, second(60)))).toEqual({
		mailedInvitations: 4,
	});
});

test('those by mail of who no longer administers are revoked alike: theirs, over others, still open', async () => {
	await put('memberships', { person: emile, institution: there, role: 'administrator' });
	await batches();
	await put('invitationBatches', {
		id: `others-${n}`,
		institution: here,
		createdBy: ada,
		begunAt: second(1),
	});
	await mailed('mine', {});
	await mailed('learner', { role: 'learner' });
	await mailed('other', { batch: `others-${n}` });
	await mailed('used', { usedBy: ada, usedAt: second(0) });
	await mailed('revoked', { revokedAt: second(0) });
	await mailed('away', { batch: `away-${n}`, institution: there });
	const revoke = (institution: string | null) =>
		touched((tx) => revokeTrustedMailedInvitationsBy(tx, emile, { institution, at: second(1) }));
	expect(await revoke(null)).toEqual({ mailedInvitations: 1 });
	expect(await revoke(here)).toEqual({});
	expect(await revoke(there)).toEqual({ mailedInvitations: 1 });
});

test('of somebody who leaves one institution, what is theirs there goes', async () => {
	await batches();
	await world.db.write((tx) => storeEmailVerified(tx, ada, second(1)));
	const places = [here, there] as const;
	for (const institution of places) {
		for (const person of [ada, emile]) {
			await put('memberships', { person, institution, role: 'adviser' });
			await put('administrativeActs', { institution, person, actor: person === ada ? emile : ada });
			await put('administrativeActs', { institution, person: emile, actor: emile });
			await put('institutionChanges', { institution, changedBy: person });
			await put('sessions', { person, institution });
		}
		const batch = `${institution === here ? 'ended' : 'away'}-${n}`;
		await mailed(`to-${institution}`, { institution, batch, email: `${ada}@exemple.ca` });
		await mailed(`by-${institution}`, { institution, batch, usedBy: ada, usedAt: second(1) });
		await mailed(`other-${institution}`, { institution, batch, email: `${emile}@exemple.ca` });
	}
	const gone = await touched(async (tx) => void (await deleteMailedInvitationsTo(tx, ada, there)));
	expect(gone).toEqual({ mailedInvitations: 2 });
	expect(await touched((tx) => removePersonFromInstitution(tx, ada, here))).toEqual({
		...{ memberships: 1, administrativeActs: 2, institutionChanges: 1, sessions: 1, mailedInvitations: 2 },
	});
});

test('of somebody who leaves, what others share with them goes, and their id where others are told of', async () => {
	for (const grantee of [ada, emile]) {
		await put('shares', { person: emile, granteeKind: 'adviser', grantee });
		await put('shares', { person: emile, granteeKind: 'cohort', grantee });
		await put('accessJournal', { person: emile, actor: grantee });
		await put('shareReadings', {
			actor: grantee,
			granteeKind: 'cohort',
			grantee: 'autumn',
			day: '2026-11-01',
		});
	}
	expect(await touched((tx) => removePerson(tx, ada))).toEqual({
		...{ people: 1, shares: 1, accessJournal: 1, shareReadings: 1 },
	});
});

test('a link is spent and voided once, for its person and its purpose; links past their end go', async () => {
	for (const [id, person, purpose] of [
		['a', ada, 'new-password'],
		['b', ada, 'verify-email'],
		['c', emile, 'new-password'],
		['d', ada, 'new-password'],
	] as const)
		await put('mailLinks', { id: `${id}-${n}`, person, purpose, expiresAt: second(id === 'c' ? 5 : 10) });
	const one = { mailLinks: 1 };
	const spend = (id: string, at: number, isOpen: boolean) =>
		touched(async (tx) => expect(await spendMailLink(tx, `${id}-${n}`, second(at))).toBe(isOpen));
	expect([await spend('a', 1, true), await spend('a', 2, false)]).toEqual([one, {}]);
	expect(await touched((tx) => voidMailLinksOf(tx, ada, second(2), 'new-password'))).toEqual(one);
	expect(await touched((tx) => voidMailLinksOf(tx, ada, second(3)))).toEqual(one);
	expect(await touched((tx) => deleteMailLinksPastEnd(tx, second(5)))).toEqual(one);
});

test('when a session was seen last only goes forward', async () => {
	for (const id of ['s', 't']) await put('sessions', { id: `${id}-${n}`, person: ada, seenAt: second(5) });
	expect(await touched((tx) => updateLastSeen(tx, `s-${n}`, second(4)))).toEqual({});
	expect(await touched((tx) => updateLastSeen(tx, `s-${n}`, second(6)))).toEqual({ sessions: 1 });
});
