import { strFromU8, unzipSync } from 'fflate';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { recordAnswer } from '#assessment/server';
import { advisedCohorts, createCohort, joinCohort } from '#cohort/server';
import { saveDraft } from '#drafts/server';
import { ANONYMOUS, type PersonActor, type Role } from '#identity';
import {
	accessJournalOf,
	createInstitution,
	identityTables,
	institutionById,
	membershipsOf,
	personById,
	readAdministrativeJournal,
	setDisabled,
	setRoles,
} from '#identity/server';
import { Refusal } from '#platform';
import { latestMails, type World } from '#platform/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { addApplication } from '../../../applications/server/application-store.ts';
import { addMembership } from '../../../identity/server/accounts/accounts.ts';
import { actsAfter } from '../../../platform/server/acts/act-store.ts';
import { accountMails } from '../../../presentation/mail/account-mails.ts';
import type { RequestKind } from '../../index.ts';
import { erasePersonInUnit, exportPerson, redoErasures } from '../index.ts';
import { answerRequest, withdrawRequest } from './answer-request.ts';
import { askRequest } from './ask-request.ts';
import { carryOutRequests } from './carry-out-requests.ts';
import { exportForRequest } from './export-for-request.ts';
import { objectToRequest } from './object-to-request.ts';
import { peopleToAnswerFor, requestsAboutMe, requestsPage } from './read-requests.ts';

const DAY = 86_400_000;
const REASON = 'Lettre signée, comparée au dossier.';
const lost = { code: 'not-found', status: 404 };
const refused = (code: string) => ({ code: `privacy.${code}`, status: 409 });

eachDialect('requests that two administrators answer for somebody absent', (open) => {
	let [here, there] = ['', ''];
	let ada: PersonActor;
	let bruno: PersonActor;
	let chloe: PersonActor;
	let hugo: PersonActor;
	let sacha: PersonActor;
	let world: World;

	const key = () => open().newId();
	const held = (institution: string, role: Role) => ({
		...{ institution, role },
		audience: role === 'learner' ? ('teacher' as const) : null,
	});
	const later = (ms: number) => open().setNow(new Date(open().now().getTime() + ms));
	const school = async () =>
		(await createInstitution(open(), { slug: `e-${key()}`, name: `École ${key()}`, kind: 'service-centre' }))
			.id;
	/** The person with the roles that they hold now, as their next request would. */
	const again = async (who: PersonActor) => ({ ...who, memberships: await membershipsOf(open(), who.id) });
	/** Makes an adviser of an institution begin a cohort there, which a learner joins; returns its id. */
	const cohortOf = async (institution: string, name: string, learner: PersonActor) => {
		const adviser = await newcomer(open(), [held(institution, 'adviser')], 'Lucie');
		const made = { name, audience: 'teacher' as const, endsOn: null, key: key() };
		await createCohort(open(), adviser, made);
		const [one] = await advisedCohorts(open(), adviser);
		return joinCohort(open(), learner, { code: one?.joinCode ?? '', key: key() });
	};
	const nameOf = async (id: string) => (await institutionById(open(), id)).name;
	const filesOf = async ({ body }: { readonly body: ReadableStream }) =>
		unzipSync(new Uint8Array(await new Response(body).arrayBuffer()));
	const textOf = (zip: Record<string, Uint8Array>) =>
		Object.values(zip)
			.map((bytes) => strFromU8(bytes))
			.join('\n');

	beforeEach(async () => {
		[here, there] = [await school(), await school()];
		ada = await newcomer(open(), [held(here, 'learner')], 'Ada');
		bruno = await newcomer(open(), [held(here, 'adviser')], 'Bruno');
		chloe = await newcomer(open(), [held(here, 'administrator')], 'Chloe');
		hugo = await newcomer(open(), [held(here, 'administrator')], 'Hugo');
		sacha = await newcomer(open(), [held(there, 'administrator')], 'Sacha');
		world = { ...open(), mailing: { writers: accountMails } };
	});

	const ask = (kind: RequestKind, more: { who?: PersonActor; person?: string; key?: string } = {}) =>
		askRequest(world, more.who ?? chloe, {
			...{ person: more.person ?? ada.id, kind, reason: REASON, key: more.key ?? key() },
		});
	const confirm = (request: string, who = hugo, formKey = key()) =>
		answerRequest(world, who, { request, key: formKey, confirms: true });
	const decline = (request: string, who = hugo) =>
		answerRequest(world, who, { request, key: key(), confirms: false });
	const withdraw = (request: string, who = chloe) => withdrawRequest(world, who, { request, key: key() });
	const object = (request: string, who = ada) => objectToRequest(world, who, { request, key: key() });
	const stored = async (id: string) => {
		const { personRequests: t } = identityTables(open().db);
		return (await open().db.read.select().from(t).where(eq(t.id, id)))[0];
	};
	const download = async (request: string, who = hugo, person = ada.id) => {
		const { body } = await exportForRequest(world, who, { person, request });
		return unzipSync(new Uint8Array(await new Response(body).arrayBuffer()));
	};
	const journal = async (who = chloe) =>
		(await readAdministrativeJournal(open(), who, { family: 'requests' })).lines.map(({ what }) => what);

	test('one asks, another confirms, both download for seven days; each act stands in both journals', async () => {
		const id = await ask('access');
		expect(await requestsPage(world, hugo, ada.id)).toMatchObject({
			...{ name: 'Ada', canBeConfirmed: true, elsewhere: false, self: false },
			requests: [{ id, state: 'asked', askedBy: 'Chloe', askedByMe: false, reason: REASON }],
		});
		expect(await peopleToAnswerFor(world, hugo)).toEqual([{ id: ada.id, name: 'Ada' }]);
		expect(await peopleToAnswerFor(world, chloe)).toEqual([]);
		await expect(download(id)).rejects.toMatchObject(lost);
		await confirm(id);
		expect(await peopleToAnswerFor(world, hugo)).toEqual([]);
		const given = await download(id);
		await download(id, chloe);
		const own = unzipSync(
			new Uint8Array(await new Response((await exportPerson(world, ada)).body).arrayBuffer()),
		);
		expect(Object.keys(given).toSorted()).toEqual(Object.keys(own).toSorted());
		for (const name of Object.keys(own))
			if (name !== 'account.json') expect(strFromU8(given[name]!)).toBe(strFromU8(own[name]!));
		const done = ['access-asked', 'access-confirmed', 'access-downloaded', 'access-downloaded'];
		expect((await journal()).toSorted()).toEqual(done);
		expect((await accessJournalOf(open(), ada.id)).map(({ what }) => what).toSorted()).toEqual(done);
		// A third administrator asked for nothing: nothing is given to them.
		const third = await newcomer(open(), [held(here, 'administrator')], 'Tiers');
		await expect(download(id, third)).rejects.toMatchObject(lost);
		await expect(download(id, hugo, bruno.id)).rejects.toMatchObject(lost);
		later(7 * DAY);
		await expect(download(id)).rejects.toMatchObject(refused('request-ended'));
		await carryOutRequests(world);
		expect(await stored(id)).toMatchObject({ state: 'done', person: ada.id });
		await expect(download(id)).rejects.toMatchObject(refused('request-ended'));
	});

	test('the person is told by mail of every step, in a subject that says nothing of them', async () => {
		const { people } = identityTables(open().db);
		const known = { email: `ada-${key()}@exemple.ca`, emailVerifiedAt: open().now() };
		await open().db.write(
			async (tx) => void (await tx.update(people).set(known).where(eq(people.id, ada.id))),
		);
		const mails = async () =>
			(await latestMails(open().db.read, 100)).filter((one) => one.person === ada.id).map(({ kind }) => kind);
		const id = await ask('access');
		await confirm(id);
		await download(id);
		await confirm(await ask('erasure'));
		expect((await mails()).toSorted()).toEqual([
			...Array<string>(3).fill('access-request'),
			...Array<string>(2).fill('erasure-request'),
		]);
		const values = { step: 'confirmed', institution: 'Érables', days: '7' };
		for (const locale of ['fr', 'en'] as const) {
			const to = { values, locale, recipient: known.email, person: ada.id, id: '' } as never;
			const written = await accountMails['erasure-request'](world, to);
			expect(written!.subject).not.toMatch(/Ada|Érables/);
			expect(written!.paragraphs.join()).toMatch(/Érables.*7/s);
		}
	});

	test('the same administrator twice, one who does not administer here, and an outsider are refused', async () => {
		const id = await ask('erasure');
		await expect(confirm(id, chloe)).rejects.toMatchObject(refused('request-same-person'));
		await expect(decline(id, chloe)).rejects.toMatchObject(refused('request-same-person'));
		for (const who of [sacha, bruno, ada]) {
			await expect(confirm(id, who)).rejects.toMatchObject(lost);
			await expect(withdraw(id, who)).rejects.toMatchObject(lost);
			await expect(ask('access', { who })).rejects.toMatchObject(lost);
			await expect(requestsPage(world, who, ada.id)).rejects.toMatchObject(lost);
		}
		await expect(ask('access', { who: ANONYMOUS as never })).rejects.toMatchObject({ status: 401 });
		await expect(object(id, bruno)).rejects.toMatchObject(lost);
		await expect(ask('access', { person: sacha.id })).rejects.toMatchObject(lost);
		expect(await stored(id)).toMatchObject({ state: 'asked', answeredBy: null });
		expect(await journal()).toEqual(['erasure-asked']);
		expect(await journal(sacha)).toEqual([]);
	});

	test('whoever asked and lost the role meanwhile no longer counts for one of the two', async () => {
		const third = await newcomer(open(), [held(here, 'administrator')], 'Tiers');
		const [id, other] = [await ask('erasure'), await ask('erasure', { person: bruno.id })];
		await setRoles(open(), hugo, { person: chloe.id, roles: ['adviser'], audience: null, key: key() });
		await expect(confirm(id, hugo)).rejects.toMatchObject(refused('request-asker-gone'));
		await expect(withdraw(id, await again(chloe))).rejects.toMatchObject(lost);
		await decline(id, hugo);
		await setRoles(open(), hugo, { person: chloe.id, roles: ['administrator'], audience: null, key: key() });
		await setDisabled(open(), third, { person: chloe.id, disabled: true, key: key() });
		await expect(confirm(other, hugo)).rejects.toMatchObject(refused('request-asker-gone'));
		expect(await stored(id)).toMatchObject({ state: 'declined', answeredBy: hugo.id });
	});

	test('nobody answers for themselves, and one administrator alone cannot ask', async () => {
		await expect(ask('access', { person: chloe.id })).rejects.toMatchObject(refused('request-oneself'));
		// Only the person concerned could confirm.
		await expect(ask('access', { person: hugo.id })).rejects.toMatchObject(refused('request-alone'));
		expect(await requestsPage(world, chloe, hugo.id)).toMatchObject({ canBeConfirmed: false });
		const third = await newcomer(open(), [held(here, 'administrator')], 'Tiers');
		const id = await ask('access', { person: hugo.id });
		await expect(confirm(id, hugo)).rejects.toMatchObject(refused('request-oneself'));
		await expect(withdraw(id, hugo)).rejects.toMatchObject(refused('request-oneself'));
		expect(await peopleToAnswerFor(world, hugo)).toEqual([]);
		await confirm(id, third);
		await expect(ask('access', { who: sacha, person: sacha.id })).rejects.toMatchObject(
			refused('request-oneself'),
		);
	});

	test('a form sent again does it once; a second request of the same kind waits for the first', async () => {
		const [asking, confirming] = [key(), key()];
		const id = await ask('access', { key: asking });
		expect(await ask('access', { key: asking })).toBe(id);
		await expect(ask('access', { who: hugo })).rejects.toMatchObject({
			...refused('request-open'),
			field: 'kind',
		});
		await confirm(id, hugo, confirming);
		const confirmed = await stored(id);
		later(1000);
		await confirm(id, hugo, confirming);
		expect(await stored(id)).toEqual(confirmed);
		await expect(confirm(id, hugo)).rejects.toMatchObject(refused('request-ended'));
		expect((await journal()).toSorted()).toEqual(['access-asked', 'access-confirmed']);
		await withdraw(id, hugo);
		await expect(withdraw(id, chloe)).rejects.toMatchObject(refused('request-ended'));
		await expect(download(id)).rejects.toMatchObject(refused('request-ended'));
		await ask('access', { who: hugo });
	});

	test('the person says no: it ends, even confirmed; of a confirmation and a no at once, nothing is given', async () => {
		const id = await ask('erasure');
		expect(await requestsAboutMe(world, ada, { open: true })).toMatchObject([{ id, state: 'asked' }]);
		await confirm(id);
		await object(id);
		await expect(object(id)).rejects.toMatchObject(refused('request-ended'));
		later(8 * DAY);
		await carryOutRequests(world);
		expect(await personById(open(), ada.id)).toBeTruthy();
		expect(await stored(id)).toMatchObject({ state: 'objected' });
		expect(await requestsAboutMe(world, ada, { open: true })).toEqual([]);
		expect(await requestsAboutMe(world, ada, { open: false })).toMatchObject([{ id, state: 'objected' }]);

		const raced = await ask('access');
		const [yes, no] = await Promise.allSettled([confirm(raced), object(raced)]);
		expect(no!.status).toBe('fulfilled');
		if (yes!.status === 'rejected') expect(yes!.reason).toMatchObject(refused('request-ended'));
		expect(await stored(raced)).toMatchObject({ state: 'objected' });
		await expect(download(raced)).rejects.toBeInstanceOf(Refusal);
	});

	test('nobody answers for thirty days: it lapses, before any sweep', async () => {
		const id = await ask('access');
		later(30 * DAY);
		expect((await requestsPage(world, hugo, ada.id)).requests).toMatchObject([{ state: 'expired' }]);
		expect(await peopleToAnswerFor(world, hugo)).toEqual([]);
		await expect(confirm(id)).rejects.toMatchObject(refused('request-ended'));
		await ask('access');
		await carryOutRequests(world);
		expect(await stored(id)).toMatchObject({ state: 'expired' });
		later(3 * 366 * DAY);
		await carryOutRequests(world);
		expect(await stored(id)).toBeUndefined();
	});

	test('an erasure takes effect after seven days, once, and leaves a row that says nothing of the person', async () => {
		const id = await ask('erasure');
		await confirm(id);
		later(7 * DAY - 1);
		await carryOutRequests(world);
		expect(await personById(open(), ada.id)).toBeTruthy();
		later(1);
		await Promise.all([carryOutRequests(world), carryOutRequests(world)]);
		await carryOutRequests(world);
		expect(await personById(open(), ada.id)).toBeFalsy();
		expect(await stored(id)).toMatchObject({
			...{ state: 'done', person: null, reason: null, kind: 'erasure' },
			...{ askedBy: chloe.id, answeredBy: hugo.id },
		});
		expect((await readAdministrativeJournal(open(), chloe, {})).lines.map(({ about }) => about)).toEqual([
			null,
			null,
		]);
	});

	test('somebody who erases their own account first leaves nothing to answer', async () => {
		const id = await ask('access');
		await open().db.write((tx) => erasePersonInUnit(tx, ada.id, { keepBadges: true, now: open().now() }));
		expect(await stored(id)).toMatchObject({ state: 'left', person: null, reason: null });
		await expect(confirm(id)).rejects.toMatchObject(lost);
	});

	test('an institution is never left without an administrator', async () => {
		const third = await newcomer(open(), [held(here, 'administrator')], 'Tiers');
		const id = await ask('erasure', { person: third.id });
		await confirm(id);
		for (const [who, by] of [
			[chloe, third],
			[hugo, third],
		] as const)
			await setDisabled(open(), by, { person: who.id, disabled: true, key: key() });
		later(7 * DAY);
		await carryOutRequests(world);
		expect(await stored(id)).toMatchObject({ state: 'impossible' });
		expect(await personById(open(), third.id)).toBeTruthy();
	});

	test('of a person of two institutions, each is given and erases only what it holds', async () => {
		await open().db.write((tx) => addMembership(tx, open(), ada.id, held(there, 'learner')));
		const both = await again(ada);
		await recordAnswer(open(), both, {
			...{ statement: 'teacher-collaboration-2', answer: 3, revision: 0, key: key() },
		});
		const apply = async (institution: string, badge: string) => {
			const id = key();
			await open().db.write((tx) =>
				addApplication(tx, {
					...{ id, person: ada.id, institution, badge, definitionVersion: 2, locale: 'fr', state: 'draft' },
					frameworkVersion: 'crcn-2025',
					...{
						revision: 1,
						evidenceInBadge: false,
						bindsEmail: false,
						settling: false,
						kind: 'evidence',
						createdAt: open().now(),
					},
					...{ submittedAt: null, decidedAt: null },
				}),
			);
			return id;
		};
		const [ours, theirs] = [await apply(here, 'practice-ethics'), await apply(there, 'practice-content')];
		const inside = (institution: string) => ({
			...both,
			memberships: both.memberships.filter((one) => one.institution === institution),
		});
		const cohorts = [
			await cohortOf(here, 'Cohorte d’ici', inside(here)),
			await cohortOf(there, 'Cohorte d’ailleurs', inside(there)),
		];
		await saveDraft(open(), both, {
			...{
				path: `/applications/${theirs}`,
				form: 'add',
				typed: { title: 'canari-brouillon' },
				revision: 0,
			},
			settled: false,
		});
		await setRoles(open(), sacha, { person: ada.id, roles: ['learner'], audience: 'student', key: key() });

		const id = await ask('access');
		expect(await requestsPage(world, chloe, ada.id)).toMatchObject({ elsewhere: true });
		await confirm(id);
		const given = await download(id);
		const text = textOf(given);
		for (const mine of [ours, cohorts[0]!, 'Cohorte d’ici', 'teacher-collaboration-2', await nameOf(here)])
			expect(text).toContain(mine);
		for (const other of [theirs, cohorts[1]!, 'd’ailleurs', 'canari', await nameOf(there), 'roles-changed'])
			expect(text).not.toContain(other);
		expect(given['profile.json']).toBeUndefined();
		expect(strFromU8(given['README.txt']!)).toContain('DOES NOT HOLD');
		expect(strFromU8(given['LISEZMOI.txt']!)).toContain('NE CONTIENT PAS');

		const erasing = await ask('erasure');
		await confirm(erasing);
		later(7 * DAY);
		await carryOutRequests(world);
		await carryOutRequests(world);
		expect(await stored(erasing)).toMatchObject({ state: 'done', person: null, reason: null });
		const here2 = async () =>
			(await again(ada)).memberships.filter(({ institution }) => institution === here).length;
		expect(await here2()).toBe(0);
		const left = textOf(await filesOf(await exportPerson(world, await again(ada))));
		for (const kept of [theirs, cohorts[1]!, 'd’ailleurs', 'teacher-collaboration-2'])
			expect(left).toContain(kept);
		for (const gone of [ours, cohorts[0]!, 'Cohorte d’ici', REASON]) expect(left).not.toContain(gone);
		await expect(requestsPage(world, chloe, ada.id)).rejects.toMatchObject(lost);
		expect((await readAdministrativeJournal(open(), chloe, { person: ada.id })).lines).toEqual([]);

		// An older backup that is put back has her role and her application there again: they go again.
		await open().db.write((tx) => addMembership(tx, open(), ada.id, held(here, 'learner')));
		await apply(here, 'practice-ethics');
		const acts = await actsAfter(open().db.read, 0, 1000);
		expect(await open().db.write((tx) => redoErasures(tx, acts))).toMatchObject({ people: 1 });
		expect(await here2()).toBe(0);
		expect(await personById(open(), ada.id)).toBeTruthy();
	});
});
