import { beforeEach, expect, test } from 'vitest';
import { callDueListeners, deliverDueMails, type Listeners, type World } from '#platform/server';
import { erasePersonInUnit } from '#privacy/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { ANONYMOUS, type PersonActor, type Role } from '../../actor.ts';
import {
	addRoleByMail,
	createAccountByMail,
	deleteOldMailedInvitations,
	discardBatch,
	findMailedInvitations,
	institutionById,
	inviteBatch,
	invitingListener,
	listBatches,
	membershipsOf,
	openedInvitation,
	personByUsername,
	readBatch,
	readUndelivered,
	revokeMailedInvitations,
	rowsToCorrect,
	sendInvitationAgain,
	setDisabled,
	setInstitutionClosed,
	setRoles,
} from '../index.ts';
import { storeVerifiedEmail, updateDetails, updatePassword } from '../accounts/people-store.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';
import { MOST_DRAFTS } from './draft-batch.ts';
import { mailingWorld } from './mailed.fixture.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

eachDialect('people invited by mail', (open) => {
	const { key, held, later, newPerson } = inSchools(open);
	let here = '';
	let there = '';
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;
	let service: ReturnType<typeof mailingWorld<TestWorld & World>>;
	const listeners: Listeners = { 'identity.inviting': { 'rest-of-list': invitingListener } };

	beforeEach(async () => {
		({ here, there, chloe, ada, bruno } = await twoSchools(open()));
		// What an earlier test left waiting leaves before this one.
		await deliverDueMails(mailingWorld(open()).world);
		service = mailingWorld({ ...open(), listeners });
	});

	const invite = (people: string, more = {}) => service.invite(chloe, { institution: here, people, ...more });
	const batchOf = async (batch: string, more = {}) =>
		(await readBatch(service.world, chloe, { institution: here, batch, ...more })).mailed!;
	const states = async (batch: string) =>
		(await batchOf(batch)).invitations.map(({ email, state }) => `${email} ${state}`);
	const address = () => `p-${open().newId()}@exemple.ca`;
	const verified = async (person: PersonActor, email: string) =>
		open().db.write((tx) => storeVerifiedEmail(tx, person.id, { email, at: open().now() }));
	const create = (token: string, more = {}) => {
		const { username, displayName, password, locale, address: from } = newPerson({});
		const input = { username, displayName, password, locale, address: from, token, key: key(), ...more };
		return createAccountByMail(service.world, input).then(() => personByUsername(open(), input.username));
	};

	test('a list is kept, told and invited only when asked; the mail names who invites, and spends nothing', async () => {
		const email = address();
		const batch = await service.draft(chloe, {
			...{ institution: here, people: `Zoé Roy <${email}>\nrien` },
			...{ role: 'learner', audience: 'staff', name: 'Automne' },
		});
		const draft = await readBatch(service.world, chloe, { institution: here, batch });
		expect(draft).toMatchObject({
			batch: { begunAt: null, listed: 1, name: 'Automne' },
			dryRun: { toInvite: 1, byRole: { learner: 1 }, notReadCount: 1, first: [{ email, name: 'Zoé Roy' }] },
			mailed: null,
		});
		expect(await deliverDueMails(service.world)).toBe(0);
		const form = { institution: here, batch, key: key() };
		await inviteBatch(service.world, chloe, form);
		await inviteBatch(service.world, chloe, form);
		await inviteBatch(service.world, chloe, { ...form, key: key() });
		expect(await states(batch)).toEqual([`${email} waiting`]);
		const token = await service.tokenFor(email);
		expect(service.sent).toHaveLength(1);
		const [mail] = service.sent;
		expect(mail).toMatchObject({ subject: 'Votre invitation à Macaron', to: email, locale: 'fr' });
		expect(mail!.subject).not.toContain('Roy');
		expect(mail!.text).toMatch(/Chloe vous invite .*: École \d+/);
		expect(mail!.html).toContain(`/join/${token}`);
		const opened = {
			email: expect.stringMatching(/^p•••@/),
			name: 'Zoé Roy',
			hasAccount: false,
			isMine: false,
		};
		for (let look = 0; look < 2; look += 1)
			expect(await openedInvitation(service.world, ANONYMOUS, token)).toMatchObject(opened);
		expect(await states(batch)).toEqual([`${email} sent`]);
		// The list itself is no longer kept.
		expect(
			(await readBatch(service.world, chloe, { institution: here, batch })).batch.endedAt,
		).not.toBeNull();

		const person = await create(token);
		expect(person).toMatchObject({ email, emailVerifiedAt: open().now() });
		expect(await membershipsOf(open(), person!.id)).toEqual([held(here, 'learner', 'staff')]);
		expect(await states(batch)).toEqual([`${email} used`]);
		expect(await openedInvitation(service.world, ANONYMOUS, token)).toBeNull();
		await expect(create(token)).rejects.toMatchObject({ code: 'identity.link-ended' });
		await expect(create('a'.repeat(43))).rejects.toMatchObject({ code: 'identity.link-ended' });
	});

	test('the rows of a draft that were not understood are written to be corrected, for its administrators', async () => {
		const [good, other] = [address(), address()];
		const batch = await service.draft(chloe, {
			...{ institution: here, people: `Courriel;Nom\n${good};Ada\nrien;Zoé` },
		});
		const reasons = {
			...{ 'email-missing': '', 'email-shape': 'Pas une adresse', 'role-unknown': '' },
			...{ 'audience-unknown': '', 'audience-missing': '', 'no-learners': '' },
			...{ 'name-long': '', 'school-long': '' },
		};
		const words = { headers: ['C', 'N'], reason: 'À corriger', reasons } as const;
		const asked = { institution: here, batch, ...words };
		const text = await rowsToCorrect(service.world, chloe, asked);
		expect(text).toBe('\u{feff}Courriel;Nom;À corriger\r\nrien;Zoé;Pas une adresse\r\n');
		const again = await service.draft(chloe, {
			...{ institution: here, people: text.slice(1).replace('rien', other) },
		});
		const { dryRun } = await readBatch(service.world, chloe, { institution: here, batch: again });
		expect(dryRun).toMatchObject({ first: [{ email: other, name: 'Zoé' }], notReadCount: 0 });
		const notFound = { code: 'not-found', status: 404 };
		for (const who of [bruno, ada])
			await expect(rowsToCorrect(service.world, who, asked)).rejects.toMatchObject(notFound);
		const elsewhere = await newcomer(open(), [held(there, 'administrator')], 'Sacha');
		await expect(
			rowsToCorrect(service.world, elsewhere, { ...asked, institution: there }),
		).rejects.toMatchObject(notFound);
		await inviteBatch(service.world, chloe, { institution: here, batch, key: key() });
		await expect(rowsToCorrect(service.world, chloe, asked)).rejects.toMatchObject(notFound);
	});

	test('English is written when it is asked for', async () => {
		const email = address();
		await invite(email, { locale: 'en' });
		await service.tokenFor(email);
		expect(service.sent).toMatchObject([{ subject: 'Your invitation to Macaron', locale: 'en' }]);
	});

	test('who holds the role, or has an invitation to it open, is left as they are', async () => {
		const [mine, unread, new1, new2] = [address(), address(), address(), address()];
		await verified(bruno, mine);
		// A role held elsewhere, another role, and an address that was never verified tell nothing.
		await open().db.write((tx) =>
			updateDetails(tx, ada.id, { displayName: 'Ada', email: unread }, { newAddress: true }),
		);
		await invite(new1);
		const batch = await service.draft(chloe, {
			institution: here,
			people: [mine, unread, new1, new2, new2].join('\n'),
		});
		const { dryRun } = await readBatch(service.world, chloe, { institution: here, batch });
		expect(dryRun).toMatchObject({ toInvite: 2, held: 1, invited: 1, repeated: 1 });
		await inviteBatch(service.world, chloe, { institution: here, batch, key: key() });
		expect(await states(batch)).toEqual([`${unread} waiting`, `${new2} waiting`]);
		const elsewhere = await newcomer(open(), [held(there, 'administrator')]);
		const theirs = await service.draft(elsewhere, { institution: there, people: `${mine}\n${new1}` });
		const told = await readBatch(service.world, elsewhere, { institution: there, batch: theirs });
		expect(told.dryRun).toMatchObject({ toInvite: 2, held: 0, invited: 0 });
		// An administrator there reads nothing of here, nor acts on it.
		const form = { institution: there, batch, key: key() };
		for (const ask of [
			() => readBatch(service.world, elsewhere, form),
			() => inviteBatch(service.world, elsewhere, form),
			() => discardBatch(service.world, elsewhere, form),
			() => revokeMailedInvitations(service.world, elsewhere, { ...form, invitation: null }),
			() => sendInvitationAgain(service.world, elsewhere, { ...form, invitation: batch }),
			() => readBatch(service.world, bruno, { institution: here, batch }),
			() => listBatches(service.world, bruno, { institution: here }),
			() => findMailedInvitations(service.world, elsewhere, { institution: here }),
		])
			await expect(ask()).rejects.toMatchObject({ status: 404 });
		expect((await findMailedInvitations(service.world, elsewhere, { institution: there })).total).toBe(0);
	});

	test('a long list is invited by and by, goes on after a crash, and invites nobody twice', async () => {
		const people = Array.from({ length: 230 }, (_, at) => `n${at}-${open().newId()}@exemple.ca`).join('\n');
		const batch = await service.draft(chloe, { institution: here, people });
		await inviteBatch(service.world, chloe, { institution: here, batch, key: key() });
		const first = await batchOf(batch);
		expect(first.total).toBeGreaterThan(0);
		expect(first.total).toBeLessThan(230);
		// The process dies in its third unit; when the delivery is due again, another goes on.
		let units = 0;
		const dying: World = {
			...service.world,
			db: {
				...service.world.db,
				write: (work) => {
					if ((units += 1) > 3) throw new Error('killed');
					return service.world.db.write(work);
				},
			},
		};
		await callDueListeners(dying).catch(() => 0);
		const middle = (await batchOf(batch)).total;
		expect(middle).toBeGreaterThan(first.total);
		expect(middle).toBeLessThan(230);
		later(HOUR);
		await callDueListeners(service.world);
		expect((await batchOf(batch)).total).toBe(230);
		later(HOUR);
		await callDueListeners(service.world);
		await inviteBatch(service.world, chloe, { institution: here, batch, key: key() });
		await deliverDueMails(service.world);
		expect(new Set(service.sent.map(({ to }) => to)).size).toBe(230);
		expect(service.sent).toHaveLength(230);
		const [page2, found] = [await batchOf(batch, { page: 2 }), await batchOf(batch, { search: 'N229-' })];
		expect([page2.page, page2.pages, page2.invitations.length]).toEqual([2, 5, 50]);
		expect(found.invitations.map(({ email }) => email.slice(0, 5))).toEqual(['n229-']);
		expect((await batchOf(batch, { search: '%' })).total).toBe(0);
	});

	test('the rest of a list is given up when its maker no longer administers', async () => {
		const people = Array.from({ length: 120 }, (_, at) => `g${at}-${open().newId()}@exemple.ca`).join('\n');
		const denise = await newcomer(open(), [held(here, 'administrator')], 'Denise');
		const batch = await service.invite(denise, { institution: here, people, role: 'administrator' });
		const first = (await batchOf(batch)).total;
		const roles = ['adviser'] as const;
		await setRoles(service.world, await signedIn(open(), chloe), {
			...{ person: denise.id, roles, audience: null, key: key() },
		});
		await callDueListeners(service.world);
		const { mailed, batch: ended } = await readBatch(service.world, chloe, { institution: here, batch });
		expect(ended).toMatchObject({ done: first, endedAt: expect.any(Date) });
		// Nor do the administrators whom they invited come in.
		expect(mailed!.counts).toMatchObject({ revoked: first, waiting: 0, sent: 0 });
		expect(await deliverDueMails(service.world)).toBe(first);
		expect(service.sent).toEqual([]);
	});

	test('whoever has an account accepts with it, and an address that somebody only claimed is theirs', async () => {
		const [email, claimed] = [address(), address()];
		await verified(ada, email);
		await invite(`${email}\n${claimed}`);
		const token = await service.tokenFor(email);
		const [mine, other] = [await signedIn(open(), ada), await signedIn(open(), bruno)];
		expect(await openedInvitation(service.world, mine, token)).toMatchObject({
			hasAccount: true,
			isMine: true,
		});
		expect(await openedInvitation(service.world, other, token)).toMatchObject({ isMine: false });
		await expect(addRoleByMail(service.world, other, { token, key: key() })).rejects.toMatchObject({
			code: 'identity.invited-other-account',
		});
		await expect(create(token)).rejects.toMatchObject({ code: 'identity.invited-has-account' });
		const form = { token, key: key() };
		await addRoleByMail(service.world, mine, form);
		await addRoleByMail(service.world, mine, form);
		expect(await membershipsOf(open(), ada.id)).toEqual(
			expect.arrayContaining([held(here, 'learner', 'teacher'), held(here, 'adviser')]),
		);
		await expect(addRoleByMail(service.world, mine, { token, key: key() })).rejects.toMatchObject({
			code: 'identity.link-ended',
		});

		// Somebody wrote an address that is not theirs in their account: who reads mail there takes it.
		const squatter = await newcomer(open(), [held(there, 'adviser')], 'Zoe');
		const details = { displayName: 'Zoe', email: claimed };
		await open().db.write((tx) => updateDetails(tx, squatter.id, details, { newAddress: true }));
		const person = await create(await service.tokenFor(claimed));
		expect(person).toMatchObject({ email: claimed });
		expect(await personByUsername(open(), squatter.username)).toMatchObject({ email: null });
	});

	test('an account that another institution closed keeps nobody out: its address goes to who reads mail there, and nothing else', async () => {
		const [email, given] = [address(), address()];
		const boss = await newcomer(open(), [held(there, 'administrator')], 'Denise');
		const left = await newcomer(open(), [held(there, 'learner', 'teacher')], 'Gone');
		await verified(left, email);
		await invite(email);
		const token = await service.tokenFor(email);
		expect(await openedInvitation(service.world, ANONYMOUS, token)).toMatchObject({ hasAccount: true });
		await setDisabled(open(), boss, { person: left.id, disabled: true, key: key() });
		expect(await openedInvitation(service.world, ANONYMOUS, token)).toMatchObject({ hasAccount: false });
		const person = await create(token);
		expect(person).toMatchObject({ email, emailVerifiedAt: open().now() });
		expect(person!.id).not.toBe(left.id);
		expect(await membershipsOf(open(), person!.id)).toEqual([held(here, 'adviser')]);
		// What the closed account holds stays there; opened again, it has no address.
		await setDisabled(open(), boss, { person: left.id, disabled: false, key: key() });
		expect(await personByUsername(open(), left.username)).toMatchObject({
			email: null,
			emailVerifiedAt: null,
		});
		expect(await membershipsOf(open(), left.id)).toEqual([held(there, 'learner', 'teacher')]);

		// Whoever has another account accepts with it, and does not get that address either.
		const closed = await newcomer(open(), [held(there, 'learner', 'teacher')], 'Closed');
		await verified(closed, given);
		await setDisabled(open(), boss, { person: closed.id, disabled: true, key: key() });
		await invite(given);
		const mine = await signedIn(open(), ada);
		await addRoleByMail(service.world, mine, { token: await service.tokenFor(given), key: key() });
		expect(await personByUsername(open(), ada.username)).toMatchObject({ email: null });
		expect(await personByUsername(open(), closed.username)).toMatchObject({ email: given });
		// Where it was closed, it stays: a list of the institution that did it invites nobody to a role they hold.
		const again = mailingWorld({ ...open(), listeners });
		const batch = await again.draft(boss, {
			...{ institution: there, people: given, role: 'learner', audience: 'teacher' },
		});
		const { dryRun } = await readBatch(again.world, boss, { institution: there, batch });
		expect(dryRun).toMatchObject({ toInvite: 0, held: 1 });
	});

	test('a role held already leaves the link as it was; an account without an address gets the role, and not the address', async () => {
		const email = address();
		await invite(email);
		const token = await service.tokenFor(email);
		await expect(
			addRoleByMail(service.world, await signedIn(open(), bruno), { token, key: key() }),
		).rejects.toMatchObject({
			code: 'identity.role-held-mailed',
		});
		await addRoleByMail(service.world, await signedIn(open(), ada), { token, key: key() });
		// The link may have been handed on: who reads that mail must not be able to take the account.
		expect(await personByUsername(open(), ada.username)).toMatchObject({
			...{ email: null, emailVerifiedAt: null },
		});
		// Nor may whoever gave somebody a password accept a link in their place.
		const given = await newcomer(open(), [], 'Zoe');
		await open().db.write((tx) => updatePassword(tx, given.id, { hash: 'x', mustChange: true }));
		const another = address();
		await invite(another);
		const form = { token: await service.tokenFor(another), key: key() };
		await expect(addRoleByMail(service.world, await signedIn(open(), given), form)).rejects.toMatchObject({
			code: 'identity.password-first',
		});
	});

	test('an invitation is revoked, alone or with its list; what waited does not leave', async () => {
		const [one, two, three] = [address(), address(), address()];
		const batch = await invite([one, two, three].join('\n'));
		const { invitations } = await batchOf(batch);
		const { id: invitation } = invitations.find(({ email }) => email === one)!;
		await revokeMailedInvitations(service.world, chloe, { institution: here, batch, invitation, key: key() });
		await service.tokenFor(two);
		expect(service.sent.map(({ to }) => to).toSorted()).toEqual([two, three].toSorted());
		const token = await service.tokenFor(two);
		await create(await service.tokenFor(three));
		await revokeMailedInvitations(service.world, chloe, {
			institution: here,
			batch,
			invitation: null,
			key: key(),
		});
		expect(await states(batch)).toEqual([`${one} revoked`, `${two} revoked`, `${three} used`]);
		await expect(create(token)).rejects.toMatchObject({ code: 'identity.link-ended' });
		const again = { institution: here, batch, invitation, key: key() };
		await expect(sendInvitationAgain(service.world, chloe, again)).rejects.toMatchObject({
			code: 'identity.mailed-ended',
		});
		const other = await invite(address());
		const strange = { institution: here, batch: other, invitation, key: key() };
		await expect(revokeMailedInvitations(service.world, chloe, strange)).rejects.toMatchObject({
			status: 404,
		});
	});

	test('whoever’s account is closed has left no link by which to advise or administer again', async () => {
		const second = await signedIn(open(), await newcomer(open(), [held(here, 'administrator')], 'Chloe'));
		const [administrator, adviser, learner] = [address(), address(), address()];
		const list = async (email: string, role: Role) =>
			service.invite(second, {
				...{ institution: here, people: email, role, audience: role === 'learner' ? 'teacher' : null },
			});
		await list(administrator, 'administrator');
		await list(adviser, 'adviser');
		await list(learner, 'learner');
		const tokens = [
			await service.tokenFor(administrator),
			await service.tokenFor(adviser),
			await service.tokenFor(learner),
		] as const;
		await setDisabled(open(), chloe, { person: second.id, disabled: true, key: key() });
		for (const token of tokens.slice(0, 2))
			await expect(create(token)).rejects.toMatchObject({ code: 'identity.link-ended' });
		await create(tokens[2]);
	});

	test('an institution writes to one address three times a day at most, whatever it revokes', async () => {
		const email = address();
		for (let n = 0; n < 4; n += 1) {
			const batch = await service.draft(chloe, { institution: here, people: email });
			const told = await readBatch(service.world, chloe, { institution: here, batch });
			expect(told.dryRun).toMatchObject({ toInvite: n < 3 ? 1 : 0, often: n < 3 ? 0 : 1 });
			await inviteBatch(service.world, chloe, { institution: here, batch, key: key() });
			await deliverDueMails(service.world);
			await revokeMailedInvitations(service.world, chloe, {
				...{ institution: here, batch, invitation: null, key: key() },
			});
			later(60_000);
		}
		expect(service.sent.filter(({ to }) => to === email)).toHaveLength(3);
		later(DAY);
		await invite(email);
		await deliverDueMails(service.world);
		expect(service.sent.filter(({ to }) => to === email)).toHaveLength(4);
	});

	test('of lists that were only checked, the latest twenty are kept', async () => {
		const drafts: string[] = [];
		for (let n = 0; n < MOST_DRAFTS + 2; n += 1) {
			drafts.push(await service.draft(chloe, { institution: here, people: address() }));
			later(1000);
		}
		const left: string[] = [];
		for (let page = 1, pages = 1; page <= pages; page += 1) {
			const listed = await listBatches(service.world, chloe, { institution: here, page });
			({ pages } = listed);
			left.push(...listed.batches.filter(({ begunAt }) => begunAt === null).map(({ id }) => id));
		}
		expect(left.toSorted()).toEqual(drafts.slice(2).toSorted());
	});

	test('one that did not arrive is told where mails are, and is sent again with another link', async () => {
		const email = address();
		service.outcomes[email] = { kind: 'refused', fault: '550', ofAddress: true };
		const batch = await invite(email);
		await deliverDueMails(service.world);
		expect(await states(batch)).toEqual([`${email} undelivered`]);
		expect((await readUndelivered(service.world, chloe, here)).mails).toMatchObject([
			{ kind: 'invitation', to: expect.stringMatching(/^p•••@/), state: 'refused', canBeSent: true },
		]);
		const { id: invitation } = (await batchOf(batch)).invitations[0]!;
		const again = { institution: here, batch, invitation, key: key() };
		await expect(sendInvitationAgain(service.world, chloe, again)).rejects.toMatchObject({
			code: 'identity.mailed-wait',
		});
		delete service.outcomes[email];
		later(2 * HOUR);
		await sendInvitationAgain(service.world, chloe, { ...again, key: key() });
		const token = await service.tokenFor(email);
		expect(await states(batch)).toEqual([`${email} sent`]);
		later(2 * HOUR);
		await sendInvitationAgain(service.world, chloe, { ...again, key: key() });
		const last = await service.tokenFor(email);
		expect(await openedInvitation(service.world, ANONYMOUS, token)).toBeNull();
		expect(await openedInvitation(service.world, ANONYMOUS, last)).not.toBeNull();
	});

	test('a link ends with its days and with its institution; later, nothing is kept of it', async () => {
		const [email, other] = [address(), address()];
		const batch = await invite(`${email}\n${other}`);
		const token = await service.tokenFor(email);
		const last = await service.tokenFor(other);
		const { slug } = await institutionById(open(), here);
		const operator = { kind: 'operator' } as const;
		await setInstitutionClosed(open(), operator, { slug, closed: true, key: key() });
		expect(await openedInvitation(service.world, ANONYMOUS, last)).toBeNull();
		await expect(create(last)).rejects.toMatchObject({ code: 'identity.institution-closed' });
		await setInstitutionClosed(open(), operator, { slug, closed: false, key: key() });
		expect(await create(last)).toMatchObject({ email: other });
		later(8 * DAY);
		expect(await openedInvitation(service.world, ANONYMOUS, token)).toBeNull();
		await expect(create(token)).rejects.toMatchObject({ code: 'identity.link-ended' });
		await deleteOldMailedInvitations(service.world);
		expect((await batchOf(batch)).counts).toMatchObject({ expired: 1 });
		const draft = await service.draft(chloe, { institution: here, people: address() });
		later(31 * DAY);
		await deleteOldMailedInvitations(service.world);
		for (const gone of [batch, draft]) await expect(batchOf(gone)).rejects.toMatchObject({ status: 404 });
	});

	test('a draft is deleted when asked, and a list begun is not', async () => {
		const draft = await service.draft(chloe, { institution: here, people: address() });
		await discardBatch(service.world, chloe, { institution: here, batch: draft, key: key() });
		await expect(batchOf(draft)).rejects.toMatchObject({ status: 404 });
		const batch = await invite(address());
		await discardBatch(service.world, chloe, { institution: here, batch, key: key() });
		expect((await batchOf(batch)).total).toBe(1);
		const { batches } = await listBatches(service.world, chloe, { institution: here });
		expect(batches).toMatchObject([{ id: batch, counts: { waiting: 1 } }]);
	});

	test('a person who is erased takes along the invitations to their address, and those they made', async () => {
		const [email, unread] = [address(), address()];
		await verified(ada, email);
		const batch = await invite(`${email}\n${unread}`);
		const denise = await newcomer(open(), [held(here, 'administrator')], 'Denise');
		const theirs = await service.invite(denise, { institution: here, people: address() });
		const erase = (who: PersonActor) =>
			open().db.write((tx) => erasePersonInUnit(tx, who.id, { keepBadges: true, now: open().now() }));
		await erase(ada);
		expect(await states(batch)).toEqual([`${unread} waiting`]);
		await erase(denise);
		await expect(batchOf(theirs)).rejects.toMatchObject({ status: 404 });
		await deliverDueMails(service.world);
		expect(service.sent.map(({ to }) => to)).toEqual([unread]);
	});
});
