import { beforeEach, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { platformTables } from '#platform/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, type Audience, type PersonActor, type Role } from '../actor.ts';
import { ATTEMPT_LIMITS, ADDRESS_RATE_LIMIT } from '../attempt-rules.ts';
import { waitFirst } from './sessions/attempts.ts';
import { attemptsFor, findInvitations, putAttempts } from './invitations/entry-store.ts';
import {
	accessJournalOf,
	startAccompaniment,
	actorOf,
	addRoleWithCode,
	administeredPerson,
	changeDetails,
	changePassword,
	createInstitution,
	createInvitation,
	createPerson,
	createSetupAddress,
	endOtherSessions,
	erase,
	deleteExpiredSignIns,
	generatePassword,
	giveShare,
	actorPseudonym,
	institutionById,
	listInstitutions,
	listInvitations,
	isOnlyAdministrator,
	isOwnPassword,
	createAccountWithCode,
	inviterByLearner,
	listPeople,
	membershipsOf,
	myAccount,
	mySessions,
	personalData,
	personById,
	personByUsername,
	recordAccess,
	renewedDeviceCookieValue,
	resetPassword,
	revokeInvitation,
	setDisabled,
	setPassword,
	setRoles,
	createFirstInstitution,
	wasSetupEverOffered,
	activeSharesOfPeopleSharingWith,
	shareHistoryOf,
	signIn,
	signOut,
	idsWithAccount,
} from './index.ts';
import { recordLook, recordShareReading } from './access-journal.ts';
import { invitationState } from './invitations/list-invitations.ts';
import { recognizedDevice } from './sessions/known-device.ts';
import { hasGeneratedForm } from './passwords/passwords.ts';
import { accountsByIds, findCredentials, updateDisabled } from './accounts/people-store.ts';
import { insertReading } from './sharing/reading-store.ts';
import { insertAccess } from './sharing/sharing-store.ts';
import { findSession, insertSession, sessionsOfPerson } from './sessions/session-store.ts';
import { deviceLabel, newSession, sessionCookieAttributes, SESSION_COOKIE } from './sessions/sessions.ts';
import { DEVICE_COOKIE, deviceCookieAttributes } from './sessions/known-device.ts';
import { tablesOf } from './tables.ts';
import { attemptKey, codeHash, newCode, newToken, tokenHash } from './sessions/tokens.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const DAY = 86_400_000;
/** Computes the hash that is stored for a form's key. */
const keyHash = (key: string) => createHash('sha256').update(key).digest('hex');

eachDialect('what is done with accounts', (open) => {
	let [here, there] = ['', ''];
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;
	let count = 0;

	const key = () => open().newId();
	const school = async (more = {}) =>
		(
			await createInstitution(open(), {
				slug: `e-${(count += 1)}-${open().newId().slice(0, 8)}`,
				name: `École ${count}`,
				kind: 'school',
				...more,
			})
		).id;
	const held = (institution: string, role: Role, audience: Audience | null = null) => ({
		institution,
		role,
		audience,
	});
	const later = (milliseconds: number) => open().setNow(new Date(open().now().getTime() + milliseconds));

	beforeEach(async () => {
		[here, there] = [await school(), await school()];
		chloe = await newcomer(open(), [held(here, 'administrator')], 'Chloe');
		ada = await newcomer(open(), [held(here, 'learner', 'teacher')]);
		bruno = await newcomer(open(), [held(here, 'adviser')], 'Bruno');
	});

	/**
	 * A world in which `happen` runs just before every write unit, as if somebody else acted at that moment.
	 */
	const before = (happen: () => Promise<unknown>) => ({
		...open(),
		db: {
			...open().db,
			write: async <T>(work: Parameters<ReturnType<typeof open>['db']['write']>[0]): Promise<T> => {
				await happen();
				return (await open().db.write(work)) as T;
			},
		},
	});
	/** A world in which every write unit throws. */
	const unwritten = () =>
		before(() => {
			throw new Error('Something is written.');
		});

	const lines = async (person: string) =>
		(await accessJournalOf(open(), person)).map(({ what, by, actor }) => ({ what, by, actor }));

	test('what an administrator does is told to the person, each by its name, and nothing is told that was not done', async () => {
		const by = { by: 'Chloe', actor: chloe.id };
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		expect(await personById(open(), ada.id)).toMatchObject({ disabledAt: open().now() });
		expect(await lines(ada.id)).toEqual([{ what: 'account-closed', ...by }]);
		later(1000);
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		expect(await personById(open(), ada.id)).toMatchObject({ disabledAt: null });
		later(1000);
		await setRoles(open(), chloe, { person: ada.id, roles: ['learner'], audience: 'staff', key: key() });
		later(1000);
		await resetPassword(open(), chloe, ada.id);
		expect((await lines(ada.id)).map(({ what }) => what)).toEqual([
			'password-reset',
			'roles-changed',
			'account-opened',
			'account-closed',
		]);
		expect(await lines(bruno.id)).toEqual([]);
		await expect(
			setRoles(open(), chloe, { person: bruno.id, roles: [], audience: null, key: key() }),
		).rejects.toMatchObject({ code: 'identity.role-missing', field: 'roles' });
		expect(await lines(bruno.id)).toEqual([]);
	});

	test('closing an account ends its sessions and no other; opening it ends none', async () => {
		const [hers, his] = [await signedIn(open(), ada), await signedIn(open(), bruno)];
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		expect(await sessionsOfPerson(open().db.read, ada.id)).toHaveLength(1);
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		expect(await findSession(open().db.read, hers.session ?? '')).toBeUndefined();
		expect(await sessionsOfPerson(open().db.read, ada.id)).toEqual([]);
		expect(await findSession(open().db.read, his.session ?? '')).toBeDefined();
	});

	test('one who also belongs elsewhere is administered, and not held: nothing is hashed, nothing told', async () => {
		const both = await newcomer(open(), [held(here, 'learner', 'teacher'), held(there, 'adviser')], 'Zoe');
		const never = {
			...open(),
			get passwordCost(): never {
				throw new Error('a password was hashed');
			},
		};
		await expect(resetPassword(never, chloe, both.id)).rejects.toMatchObject({
			code: 'identity.account-elsewhere',
		});
		expect(await administeredPerson(open(), chloe, both.id)).toMatchObject({
			elsewhere: true,
			roles: ['learner'],
			audience: 'teacher',
		});
		expect(await administeredPerson(open(), chloe, ada.id)).toMatchObject({ elsewhere: false });
		// For an administrator of both institutions, the account belongs nowhere else.
		const over = await newcomer(open(), [held(here, 'administrator'), held(there, 'administrator')], 'Odile');
		expect(await administeredPerson(open(), over, both.id)).toMatchObject({ elsewhere: false });
		expect(await lines(both.id)).toEqual([]);
		const outside = await newcomer(open(), [held(there, 'learner', 'staff')], 'Emile');
		await expect(
			setRoles(open(), chloe, { person: outside.id, roles: [], audience: null, key: key() }),
		).rejects.toMatchObject({ status: 404 });
	});

	test('roles set say who gave them, keep the audience that was, and leave those elsewhere', async () => {
		await setRoles(open(), chloe, {
			person: ada.id,
			roles: ['adviser', 'learner'],
			audience: null,
			key: key(),
		});
		const hers = await membershipsOf(open(), ada.id);
		expect(hers).toHaveLength(2);
		expect(hers).toEqual(expect.arrayContaining([held(here, 'learner', 'teacher'), held(here, 'adviser')]));
		await setRoles(open(), chloe, { person: bruno.id, roles: ['learner'], audience: 'staff', key: key() });
		expect([...(await inviterByLearner(open(), here))]).toEqual([[bruno.id, chloe.id]]);
		expect(await membershipsOf(open(), bruno.id)).toEqual([held(here, 'learner', 'staff')]);
		const last = setRoles(open(), chloe, {
			person: chloe.id,
			roles: ['adviser'],
			audience: null,
			key: key(),
		});
		await expect(last).rejects.toMatchObject({ code: 'identity.last-administrator', field: 'roles' });
		expect(await membershipsOf(open(), chloe.id)).toEqual([held(here, 'administrator')]);
	});

	test('the only administrator is one who is alone, open and an administrator', async () => {
		const only = (one: PersonActor) => isOnlyAdministrator(open().db.read, one.id);
		expect([await only(chloe), await only(bruno)]).toEqual([true, false]);
		const odile = await newcomer(open(), [held(here, 'administrator')], 'Odile');
		expect([await only(chloe), await only(odile)]).toEqual([false, false]);
		await setDisabled(open(), chloe, { person: odile.id, disabled: true, key: key() });
		expect([await only(chloe), await only(odile)]).toEqual([true, false]);
		expect(await isOnlyAdministrator(open().db.read, open().newId())).toBe(false);
	});

	test('accounts are listed fifty a page', async () => {
		const place = await school();
		const admin = await newcomer(open(), [held(place, 'administrator')], 'Aaa');
		await open().db.write(async (tx) => {
			const { addPerson } = await import('./accounts/accounts.ts');
			for (let n = 0; n < 50; n += 1)
				await addPerson(tx, open(), {
					username: `liste-${count}-${String(n).padStart(2, '0')}`,
					displayName: 'Zed',
					passwordHash: null,
					memberships: [held(place, 'adviser'), held(place, 'learner', 'staff')],
				});
		});
		const first = await listPeople(open(), admin, {});
		expect(first).toMatchObject({ page: 1, pages: 2, total: 51 });
		expect(first.people).toHaveLength(50);
		expect(first.people[0]).toMatchObject({ displayName: 'Aaa', roles: ['administrator'], disabled: false });
		expect(first.people[1]).toMatchObject({ username: `liste-${count}-00`, roles: ['learner', 'adviser'] });
		const second = await listPeople(open(), admin, { page: 2 });
		expect(second.people.map(({ username }) => username)).toEqual([`liste-${count}-49`]);
		expect((await listPeople(open(), admin, { page: 0 })).page).toBe(1);
		expect((await listPeople(open(), admin, { page: 3 })).page).toBe(2);
		expect(await listPeople(open(), admin, { search: 'personne' })).toMatchObject({ pages: 1, total: 0 });
		// Filters: by role (people found are listed with all their roles), by state, and by role or state
		// with a search.
		const asked = async (one: Parameters<typeof listPeople>[2]) => {
			const { people, total, pages } = await listPeople(open(), admin, one);
			return {
				total,
				pages,
				some: people.slice(0, 1).map(({ displayName, roles }) => [displayName, ...roles]),
			};
		};
		expect(await asked({ role: 'administrator' })).toEqual({
			...{ total: 1, pages: 1, some: [['Aaa', 'administrator']] },
		});
		expect(await asked({ role: 'learner', page: 1 })).toEqual({
			...{ total: 50, pages: 1, some: [['Zed', 'learner', 'adviser']] },
		});
		expect(await asked({ state: 'closed' })).toMatchObject({ total: 0 });
		const [, zed] = first.people;
		await open().db.write((tx) => updateDisabled(tx, zed!.id, open().now()));
		expect(await asked({ state: 'closed', role: 'adviser', search: zed!.username })).toMatchObject({
			total: 1,
		});
		expect(await asked({ state: 'open' })).toMatchObject({ total: 50, pages: 1 });
		expect(await asked({ state: 'closed', role: 'administrator' })).toMatchObject({ total: 0 });
		await open().db.write((tx) => updateDisabled(tx, zed!.id, null));
		expect((await listPeople(open(), admin, { search: `liste-${count}-07` })).total).toBe(1);
	});

	test('an institution has what was said of it, else what is usual', async () => {
		const usual = await institutionById(open(), here);
		expect(usual).toMatchObject({
			...{ demonstration: false, threshold: 15, timeZone: 'America/Toronto', frameworkVersion: 'crcn-2019' },
			createdAt: open().now(),
		});
		const said = {
			demonstration: true,
			threshold: 20,
			timeZone: 'America/Halifax',
			frameworkVersion: 'crcn-2025',
		};
		expect(await institutionById(open(), await school({ ...said, name: '  Cégep  ' }))).toMatchObject({
			...said,
			name: 'Cégep',
		});
		expect((await listInstitutions(open())).map(({ id }) => id)).toEqual(
			expect.arrayContaining([here, there]),
		);
		await expect(institutionById(open(), open().newId())).rejects.toMatchObject({ status: 404 });
		await expect(school({ slug: usual.slug })).rejects.toMatchObject({
			code: 'identity.slug-taken',
			field: 'slug',
		});
		await expect(school({ slug: 'X' })).rejects.toMatchObject({ code: 'identity.slug-shape', field: 'slug' });
		await expect(school({ name: ' ' })).rejects.toMatchObject({
			code: 'identity.institution-name-missing',
			field: 'institution',
		});
	});

	test('an account has what was said of it, else what is usual; what is wrong is said beside its field', async () => {
		const name = `nouvelle-${(count += 1)}`;
		const id = await createPerson(open(), {
			...{ username: name.toUpperCase(), displayName: ' Ada ', locale: 'en', mustChangePassword: true },
			...{ email: `${name}@Exemple.CA`, password: PASSWORD },
			memberships: [
				held(here, 'adviser', 'teacher'),
				{ ...held(here, 'learner', 'staff'), givenBy: chloe.id },
			],
		});
		expect(await personById(open(), id)).toEqual({
			...{ id, username: name, displayName: 'Ada', locale: 'en', email: `${name}@exemple.ca` },
			...{ hasPassword: true, mustChangePassword: true, createdAt: open().now(), disabledAt: null },
		});
		// Only learners keep an audience.
		expect(await membershipsOf(open(), id)).toEqual(
			expect.arrayContaining([held(here, 'adviser'), held(here, 'learner', 'staff')]),
		);
		expect((await inviterByLearner(open(), here)).get(id)).toBe(chloe.id);
		expect(await personById(open(), ada.id)).toMatchObject({
			...{ email: null, locale: 'fr', mustChangePassword: false, hasPassword: false },
		});
		const create = (more: object) =>
			createPerson(open(), {
				username: `autre-${(count += 1)}`,
				displayName: 'A',
				password: PASSWORD,
				...more,
			});
		for (const [more, code, field] of [
			[{ username: 'a' }, 'identity.username-length', 'username'],
			[{ email: 'a' }, 'identity.email-shape', 'email'],
			[{ displayName: ' ' }, 'identity.name-missing', 'displayName'],
			[{ password: 'a' }, 'identity.password-short', 'password'],
			[{ username: name }, 'identity.username-taken', 'username'],
			[{ email: `${name}@exemple.ca` }, 'identity.email-taken', 'email'],
			[{ memberships: [held(here, 'learner')] }, 'identity.audience-missing', 'audience'],
			[{ memberships: [{ institution: here, role: 'learner' }] }, 'identity.audience-missing', 'audience'],
		] as const)
			await expect(create(more)).rejects.toMatchObject({ code, field });
		expect(await personByUsername(open(), ` ${name.toUpperCase()} `)).toMatchObject({ id });
		expect([...(await idsWithAccount(open().db.read, [id, open().newId()]))]).toEqual([id]);
	});

	test('a person corrects their own details: a name, an address or none', async () => {
		const change = (more: object) =>
			changeDetails(open(), ada, { displayName: 'Ada T.', email: '', key: key(), ...more });
		const email = `details-${(count += 1)}@exemple.ca`;
		for (const [more, code, field] of [
			[{ displayName: '  ' }, 'identity.name-missing', 'displayName'],
			[{ email: 'x' }, 'identity.email-shape', 'email'],
		] as const)
			await expect(change(more)).rejects.toMatchObject({ code, field });
		await change({ email });
		expect(await personById(open(), ada.id)).toMatchObject({ displayName: 'Ada T.', email });
		// Ada may send her own address again; nobody else may take it.
		await change({ email, displayName: 'Ada' });
		await expect(
			changeDetails(open(), bruno, { displayName: 'Bruno', email, key: key() }),
		).rejects.toMatchObject({ code: 'identity.email-taken', field: 'email' });
		const same = key();
		await change({ key: same });
		expect(await personById(open(), ada.id)).toMatchObject({ email: null });
		await change({ key: same });
		await expect(change({ key: same, email })).rejects.toMatchObject({
			status: 409,
			first: { displayName: 'Ada T.', email: '' },
		});
		await expect(
			changeDetails(open(), ANONYMOUS, { displayName: 'A', email: '', key: key() }),
		).rejects.toMatchObject({ status: 401 });
	});

	test('the other sessions of one person end, once for a form', async () => {
		const here = await signedIn(open(), ada);
		const his = await signedIn(open(), bruno);
		const elsewhere = await signedIn(open(), ada);
		const same = key();
		await endOtherSessions(open(), here, { key: same });
		const ids = async () => (await sessionsOfPerson(open().db.read, ada.id)).map(({ id }) => id);
		expect(await ids()).toEqual([here.session]);
		expect(await findSession(open().db.read, his.session ?? '')).toBeDefined();
		const again = await signedIn(open(), ada);
		await endOtherSessions(open(), here, { key: same });
		expect((await ids()).toSorted()).toEqual([here.session, again.session].toSorted());
		// The same key is not taken for a repeat when it is sent with another form.
		await changeDetails(open(), here, { displayName: 'Ada', email: '', key: same });
		await expect(endOtherSessions(open(), elsewhere, { key: key() })).rejects.toMatchObject({ status: 401 });
		// The operator's command acts without a session, so all sessions of the person end.
		await endOtherSessions(open(), ada, { key: key() });
		expect(await ids()).toEqual([]);
	});

	test('sessions past their end and wrong passwords of a day ago are forgotten, others kept', async () => {
		const now = open().now();
		const { session } = newSession(ada.id, new Date(now.getTime() - 12 * 3_600_000 - 1), 'Firefox');
		const { session: other } = newSession(ada.id, new Date(now.getTime() - 12 * 3_600_000), null);
		const [old, young] = [key(), key()];
		const dayAgo = now.getTime() - ATTEMPT_LIMITS.forgottenAfter * 1000;
		await open().db.write(async (tx) => {
			await insertSession(tx, session);
			await insertSession(tx, other);
			await putAttempts(tx, old, null, { failures: 1, lastAt: new Date(dayAgo - 1) });
			await putAttempts(tx, young, null, { failures: 1, lastAt: new Date(dayAgo) });
		});
		await deleteExpiredSignIns(open());
		expect((await sessionsOfPerson(open().db.read, ada.id)).map(({ id }) => id)).toEqual([other.id]);
		expect([
			await attemptsFor(open().db.read, old),
			(await attemptsFor(open().db.read, young))?.failures,
		]).toEqual([undefined, 1]);
	});

	test('the account page names institutions, marks the session in use, and shows the last twenty lines', async () => {
		const both = await newcomer(open(), [held(there, 'adviser'), held(here, 'learner', 'staff')], 'Zoe');
		const zoe = await signedIn(open(), both);
		await signedIn(open(), both);
		await open().db.write(async (tx) => {
			for (let n = 0; n < 21; n += 1) {
				later(1000);
				await recordAccess(open(), { actor: bruno.id, person: both.id, what: `line-${n}` }, tx);
			}
			later(1000);
			await recordAccess(open(), { actor: 'operator', person: both.id, what: 'last' }, tx);
		});
		const names = new Map((await listInstitutions(open())).map(({ id, name }) => [id, name]));
		const account = await myAccount(open(), zoe);
		expect(account).toMatchObject({
			username: both.username,
			displayName: 'Zoe',
			email: null,
			mustChangePassword: false,
			belongs: both.memberships.map(({ institution, role, audience }) => ({
				...{ role, audience, institution: names.get(institution) },
			})),
		});
		expect(account.sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
		expect(account.accesses).toHaveLength(20);
		expect(account.accesses[0]).toMatchObject({ by: null, operator: true, what: 'last' });
		expect(account.accesses[1]).toMatchObject({ by: 'Bruno', operator: false, what: 'line-20' });
		expect(account.accesses[19]).toMatchObject({ what: 'line-2' });
		await expect(myAccount(open(), { ...zoe, id: open().newId() })).rejects.toMatchObject({ status: 401 });
		// An administrator's session ends sooner, and is then no longer listed.
		const admin = await signedIn(open(), chloe);
		later(30 * 60_000 - 1);
		expect(await mySessions(open(), admin)).toMatchObject([{ current: true }]);
		later(1);
		expect(await mySessions(open(), admin)).toEqual([]);
		expect(await mySessions(open(), zoe)).toHaveLength(2);
	});

	test('the journal joins looks and readings, latest first, without one’s own', async () => {
		const cohort = open().newId();
		const may = () => {};
		await open().db.write(async (tx) => {
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '1' },
			});
			await startAccompaniment(tx, open(), { adviser: bruno.id, person: ada.id, through: cohort });
		});
		const read = (actor: PersonActor, day: string) =>
			recordShareReading(open(), actor, { may, granteeKind: 'cohort', grantee: cohort, day });
		await read(bruno, '2026-11-22');
		later(1000);
		await recordLook(open(), bruno, { may, person: ada.id, what: 'application-read', thing: 'a1' });
		later(1000);
		await read(bruno, '2026-11-22');
		await read(bruno, '2026-11-23');
		await read(ada, '2026-11-23');
		await recordLook(open(), ada, { may, person: ada.id, what: 'application-read' });
		const found = await accessJournalOf(open(), ada.id);
		expect(found.map(({ what, thing, by, person, actor }) => [what, thing, by, person, actor])).toEqual([
			['cohort-read', cohort, 'Bruno', ada.id, bruno.id],
			['application-read', 'a1', 'Bruno', ada.id, bruno.id],
			['cohort-read', cohort, 'Bruno', ada.id, bruno.id],
		]);
		expect(new Set(found.map(({ id }) => id)).size).toBe(3);
		await expect(recordLook(open(), bruno, { may, person: open().newId(), what: 'x' })).rejects.toMatchObject(
			{
				status: 404,
			},
		);
		// An actor who may no longer look is refused before anything is written, whether or not a reading of
		// that day is already recorded.
		const no = () => {
			throw new Error('not any more');
		};
		await expect(recordLook(open(), bruno, { may: no, person: ada.id, what: 'x' })).rejects.toThrow(
			'not any',
		);
		await expect(
			recordShareReading(open(), bruno, {
				may: no,
				granteeKind: 'cohort',
				grantee: cohort,
				day: '2026-11-24',
			}),
		).rejects.toThrow('not any');
		expect(await accessJournalOf(open(), ada.id)).toHaveLength(3);
		expect(
			await activeSharesOfPeopleSharingWith(open(), { granteeKind: 'cohort', grantee: cohort }),
		).toHaveLength(1);
		// A share without a date ends only when it is withdrawn.
		expect(await shareHistoryOf(open().db.read, ada.id)).toMatchObject([{ until: null, withdrawnAt: null }]);
	});

	test('what leaves all as it is writes nothing', async () => {
		const still = unwritten();
		const may = () => {};
		const read = { may, granteeKind: 'cohort', grantee: open().newId(), day: '2026-11-22' } as const;
		await recordShareReading(open(), bruno, read);
		await recordShareReading(still, bruno, read);
		await expect(recordShareReading(still, bruno, { ...read, day: '2026-11-23' })).rejects.toThrow(
			'is written',
		);
		await signOut(still, ANONYMOUS);
		await signOut(still, ada);
		await expect(signOut(still, await signedIn(open(), ada))).rejects.toThrow('is written');
		expect(await actorOf(still, undefined)).toEqual(ANONYMOUS);
		expect(await actorOf(still, '')).toEqual(ANONYMOUS);
		for (const token of ['x', '\u0000', newToken(), 'é'.repeat(5000)])
			expect(await actorOf(still, token)).toEqual(ANONYMOUS);
	});

	test('names are read of as many people as there are', async () => {
		const many = [ada.id, ...Array.from({ length: 499 }, () => open().newId()), bruno.id];
		expect((await accountsByIds(open().db.read, many)).map(({ id }) => id)).toEqual([ada.id, bruno.id]);
		expect(await accountsByIds(open().db.read, [])).toEqual([]);
	});

	test('of a long journal the last five hundred lines are read, readings among them', async () => {
		const cohort = open().newId();
		const start = open().now().getTime();
		await open().db.write(async (tx) => {
			for (let n = 0; n < 501; n += 1)
				await insertAccess(tx, {
					...{ id: key(), actor: 'operator', person: ada.id, what: `line-${n}`, thing: null },
					at: new Date(start + n),
				});
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '1' },
			});
			await insertReading(tx, {
				...{ actor: bruno.id, granteeKind: 'cohort', grantee: cohort, day: '2026-11-22' },
				at: new Date(start + 100),
			});
		});
		const found = await accessJournalOf(open(), ada.id);
		expect(found).toHaveLength(500);
		expect([found[0]?.what, found[499]?.what]).toEqual(['line-500', 'line-2']);
		expect(found.filter(({ what }) => what === 'cohort-read')).toHaveLength(1);
	});

	test('a person’s file dates everything', async () => {
		const cohort = open().newId();
		const start = open().now().toISOString();
		const until = new Date(open().now().getTime() + DAY);
		await open().db.write(async (tx) => {
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '3', until },
			});
			await startAccompaniment(tx, open(), { adviser: bruno.id, person: ada.id, through: cohort });
			await recordAccess(open(), { actor: bruno.id, person: ada.id, what: 'application-read' }, tx);
			await insertSession(tx, newSession(ada.id, open().now(), 'Firefox, Linux').session);
		});
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		const { name } = await institutionById(open(), here);
		const file = await personalData(open(), ada.id);
		expect(file).toEqual({
			account: {
				...{ username: ada.username, email: null, displayName: 'Ada', locale: 'fr' },
				...{ createdAt: start, disabledAt: null },
			},
			memberships: [{ institution: name, role: 'learner', audience: 'teacher', since: start }],
			sessions: [{ device: 'Firefox, Linux', openedAt: start, seenAt: start }],
			shares: [
				{
					...{ with: 'cohort', id: cohort, textVersion: '3', givenAt: start },
					...{ until: until.toISOString(), withdrawnAt: null },
				},
			],
			accompaniedBy: [{ adviser: bruno.id, cohort, since: start }],
			accesses: expect.arrayContaining([
				{ by: 'Bruno', what: 'application-read', at: start },
				{ by: 'Chloe', what: 'account-opened', at: start },
			]),
		});
		await open().db.write((tx) => erase(tx, ada.id));
		expect(await personalData(open(), ada.id)).toBeNull();
	});

	const invite = (more = {}) =>
		createInvitation(open(), chloe, {
			...{ institution: here, role: 'learner' as Role, audience: 'student' as Audience | null },
			...{ days: 3, uses: 2, key: key() },
			...more,
		});
	const newPerson = <T extends object>(more: T) => ({
		...{
			username: `invitee-${(count += 1)}`,
			displayName: 'Émile',
			password: PASSWORD,
			locale: 'en' as const,
		},
		...{ address: `10.9.${count % 250}.1`, key: key() },
		...more,
	});

	test('an invitation is kept as it was made, ends after its days, and its code is found as it is shown', async () => {
		const code = await invite();
		await invite({ role: 'adviser', audience: 'teacher' });
		const kept = await findInvitations(open().db.read, here);
		const mine = kept.find(({ role }) => role === 'learner');
		expect(mine).toMatchObject({
			...{ institution: here, audience: 'student', createdBy: chloe.id, createdAt: open().now() },
			...{ uses: 2, usesLeft: 2, revokedAt: null, codeHint: code.slice(0, 2) },
			expiresAt: new Date(open().now().getTime() + 3 * DAY),
		});
		expect(kept.find(({ role }) => role === 'adviser')).toMatchObject({ audience: null });
		const at = (change: object) => invitationState({ ...mine!, ...change }, open().now());
		expect([
			at({}),
			at({ usesLeft: 0 }),
			at({ revokedAt: open().now() }),
			at({ expiresAt: open().now() }),
		]).toEqual(['open', 'spent', 'revoked', 'expired']);
		const joined = newPerson({ code });
		await createAccountWithCode(open(), { ...joined, code, email: `Invitee-${count}@Exemple.ca` });
		const person = await personByUsername(open(), joined.username);
		expect(person).toMatchObject({ locale: 'en', email: `invitee-${count}@exemple.ca` });
		expect((await inviterByLearner(open(), here)).get(person!.id)).toBe(chloe.id);
		expect(await membershipsOf(open(), person!.id)).toEqual([held(here, 'learner', 'student')]);
		expect((await listInvitations(open(), chloe, here)).find(({ id }) => id === mine!.id)).toMatchObject({
			usesLeft: 1,
			state: 'open',
		});
		// A code that is too long or too short is unknown, even if it begins like a real one.
		await expect(createAccountWithCode(open(), newPerson({ code: `${code}7` }))).rejects.toMatchObject({
			code: 'identity.code-unknown',
			field: 'code',
		});
	});

	test('a role is added with who gave it, and a use is spent with it', async () => {
		const code = await invite({ role: 'learner', audience: 'staff' });
		const same = key();
		await addRoleWithCode(open(), bruno, { code, key: same });
		await addRoleWithCode(open(), bruno, { code, key: same });
		expect(await membershipsOf(open(), bruno.id)).toEqual(
			expect.arrayContaining([held(here, 'adviser'), held(here, 'learner', 'staff')]),
		);
		expect((await inviterByLearner(open(), here)).get(bruno.id)).toBe(chloe.id);
		await expect(addRoleWithCode(open(), bruno, { code, key: key() })).rejects.toMatchObject({
			code: 'identity.role-held',
			field: 'code',
		});
		expect((await findInvitations(open().db.read, here))[0]).toMatchObject({ usesLeft: 1 });
		// The same role in another institution, and another role in this one, are each added.
		const other = await newcomer(open(), [held(there, 'learner', 'staff')], 'Zoe');
		await addRoleWithCode(open(), other, { code, key: key() });
		expect(await membershipsOf(open(), other.id)).toHaveLength(2);
		const last = await newcomer(open(), [], 'Late');
		await expect(addRoleWithCode(open(), last, { code, key: key() })).rejects.toMatchObject({
			code: 'identity.code-unknown',
		});
		expect(await membershipsOf(open(), last.id)).toEqual([]);
		// With another code, the same key is taken as another form.
		const second = await invite({ role: 'administrator', audience: null });
		await expect(addRoleWithCode(open(), bruno, { code: second, key: same })).rejects.toMatchObject({
			status: 409,
		});
	});

	test('each form is an act of its own, under a name that stays: its key says nothing of another form', async () => {
		const code = await invite({ role: 'learner', audience: 'staff' });
		await setPassword(open(), bruno.id, PASSWORD);
		const me = await signedIn(open(), bruno);
		const same = key();
		await changeDetails(open(), me, { displayName: 'Bruno', email: '', key: same });
		await endOtherSessions(open(), me, { key: same });
		await addRoleWithCode(open(), me, { code, key: same });
		await changePassword(open(), me, {
			...{ currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', key: same },
		});
		await invite({ key: same });
		const [made] = await findInvitations(open().db.read, here);
		await revokeInvitation(open(), chloe, { institution: here, invitation: made!.id, key: same });
		const { idempotencyKeys } = platformTables(open().db);
		const rows = await open().db.read.select().from(idempotencyKeys);
		const names = (who: PersonActor) =>
			rows.flatMap((row) => (row.who === who.id && row.key === keyHash(same) ? [row.action] : [])).toSorted();
		// The names of these actions must not change: a form sent before an upgrade is recognised by them
		// after it.
		expect(names(bruno)).toEqual([
			'identity.add-role',
			'identity.change-details',
			'identity.change-password',
			'identity.end-sessions',
		]);
		expect(names(chloe)).toEqual(['identity.create-invitation', `identity.revoke-invitation:${made!.id}`]);
	});

	test('a password changed by a form that is sent again opens no session of an account closed since', async () => {
		await setPassword(open(), ada.id, PASSWORD);
		const me = await signedIn(open(), ada);
		const form = { currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', key: key() };
		await changePassword(open(), me, form);
		expect(await actorOf(open(), await changePassword(open(), me, form))).toMatchObject({ id: ada.id });
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		await expect(changePassword(open(), me, form)).rejects.toMatchObject({ status: 401 });
		expect(await sessionsOfPerson(open().db.read, ada.id)).toEqual([]);
		// No failed sign-in is counted for a person who is erased while their password is checked.
		await setPassword(open(), bruno.id, PASSWORD);
		const his = await signedIn(open(), bruno);
		await changePassword(open(), his, form);
		let units = 0;
		const erased = before(async () => {
			if ((units += 1) === 3) await open().db.write((tx) => erase(tx, bruno.id));
		});
		await expect(changePassword(erased, his, form)).rejects.toMatchObject({
			code: 'identity.sign-in',
			status: 401,
		});
		// Three write units: count the old password as wrong, reset the count for the new one, open the
		// session.
		expect(units).toBe(3);
	});

	test('too many from one address are refused, at sign-in and with codes, and others are not', async () => {
		const address = open().db.dialect === 'sqlite' ? '10.8.0.1' : '10.8.0.2';
		const far = new Date(open().now().getTime() + 1000);
		open().setNow(far);
		const many = { code: 'identity.many-from-here', status: 429 };
		const join = (from: string) =>
			createAccountWithCode(open(), newPerson({ code: '22222-22222', address: from }));
		for (let n = 0; n < ADDRESS_RATE_LIMIT.burst; n += 1)
			await expect(join(address)).rejects.toMatchObject({ code: 'identity.code-unknown' });
		await expect(join(address)).rejects.toMatchObject(many);
		await expect(join('10.7.0.1')).rejects.toMatchObject({ code: 'identity.code-unknown' });
		later(500);
		await expect(join(address)).rejects.toMatchObject({ code: 'identity.code-unknown' });
		await expect(join(address)).rejects.toMatchObject(many);
	});

	test('a password is set by the command: sessions end, the rules hold, nobody unknown', async () => {
		const hers = await signedIn(open(), ada);
		const his = await signedIn(open(), bruno);
		await expect(setPassword(open(), open().newId(), PASSWORD)).rejects.toMatchObject({ status: 404 });
		await expect(setPassword(open(), ada.id, 'court')).rejects.toMatchObject({
			code: 'identity.password-short',
			field: 'password',
		});
		await expect(setPassword(open(), ada.id, ada.username)).rejects.toMatchObject({
			code: 'identity.password-username',
		});
		expect(await findSession(open().db.read, hers.session ?? '')).toBeDefined();
		await setPassword(open(), ada.id, PASSWORD);
		expect(await findSession(open().db.read, hers.session ?? '')).toBeUndefined();
		expect(await findSession(open().db.read, his.session ?? '')).toBeDefined();
		expect(await personById(open(), ada.id)).toMatchObject({ hasPassword: true, mustChangePassword: false });
		await setPassword(open(), ada.id, PASSWORD, { mustChange: true });
		expect(await personById(open(), ada.id)).toMatchObject({ mustChangePassword: true });
	});

	test('a sign-in says where to go and on which device, and a changed password keeps this device known', async () => {
		await setPassword(open(), ada.id, PASSWORD);
		await setPassword(open(), bruno.id, PASSWORD);
		const enter = (who: PersonActor, more = {}) =>
			signIn(open(), { identifier: who.username, password: PASSWORD, address: '10.6.0.1', ...more });
		expect(await enter(ada)).toMatchObject({
			landing: '/today',
			mustChangePassword: false,
			person: ada.id,
		});
		expect(await enter(bruno)).toMatchObject({ landing: '/today' });
		const signed = await enter(ada, { label: 'Firefox, Linux' });
		const actor = await actorOf(open(), signed.token);
		const sessions = await mySessions(open(), actor);
		expect(sessions.find(({ current }) => current)).toMatchObject({ label: 'Firefox, Linux' });
		expect(sessions.find(({ current }) => !current)).toMatchObject({ label: null });
		const token = await changePassword(open(), actor, {
			...{ currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', label: 'Edge', key: key() },
		});
		const now = await actorOf(open(), token);
		expect(await mySessions(open(), now)).toMatchObject([{ label: 'Edge', current: true }]);
		const hash = async () => (await findCredentials(open().db.read, { id: ada.id }))?.passwordHash ?? '';
		const known = async (cookie?: string) =>
			recognizedDevice(cookie, { person: ada.id, passwordHash: await hash() }) !== undefined;
		expect(await known(signed.device)).toBe(false);
		const cookie = await renewedDeviceCookieValue(open(), now, signed.device);
		expect(await known(cookie)).toBe(true);
		expect(cookie?.split('.')[0]).toBe(signed.device.split('.')[0]);
		expect(await renewedDeviceCookieValue(open(), chloe, undefined)).toBe(undefined);
		// A wrong current password is refused, and so is a new password equal to the current one.
		const change = (more: object) =>
			changePassword(open(), now, { currentPassword: 'x', newPassword: PASSWORD, key: key(), ...more });
		await expect(change({})).rejects.toMatchObject({
			code: 'identity.current-wrong',
			field: 'currentPassword',
		});
		await expect(change({ newPassword: ada.username })).rejects.toMatchObject({
			code: 'identity.password-username',
			field: 'newPassword',
		});
		await expect(change({ currentPassword: PASSWORD })).rejects.toMatchObject({
			code: 'identity.password-same',
			field: 'newPassword',
		});
		expect(await isOwnPassword(open(), now, 'un canot sur le Saguenay')).toBe(true);
		await open().db.write((tx) => erase(tx, ada.id));
		await expect(isOwnPassword(open(), now, 'x')).rejects.toMatchObject({ status: 401 });
	});
});

eachDialect('the first set-up', (open) => {
	test('makes one institution and its administrator, in the words that were written', async () => {
		const world = open();
		expect(await wasSetupEverOffered(world)).toBe(false);
		const address = String(await createSetupAddress(world));
		expect(await wasSetupEverOffered(world)).toBe(true);
		const token = address.split('/setup/')[1] ?? '';
		expect(address).toBe(`${world.origin}/setup/${token}`);
		const start = world.now();
		const input = {
			token,
			institution: { name: 'Cégep', slug: 'rive', kind: 'college' as const },
			person: { username: 'chloe', displayName: 'Chloé', password: PASSWORD, locale: 'en' as const },
			key: world.newId(),
		};
		const never = {
			...world,
			get passwordCost(): never {
				throw new Error('a password was hashed');
			},
		};
		await expect(createFirstInstitution(never, { ...input, token: newToken() })).rejects.toMatchObject({
			status: 404,
		});
		world.setNow(new Date(start.getTime() + DAY - 1));
		// Another set-up address was printed while this one was in use: this one stops working.
		const meanwhile = {
			...world,
			db: {
				...world.db,
				write: async <T>(work: Parameters<typeof world.db.write<T>>[0]) => {
					await createSetupAddress(world);
					return world.db.write(work);
				},
			},
		};
		await expect(createFirstInstitution(meanwhile, input)).rejects.toMatchObject({ status: 404 });
		expect(await listInstitutions(world)).toEqual([]);
		world.setNow(start);
		// The set-up address does not work either when another institution was created meanwhile.
		const own = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
		let theirs = '';
		const beaten = {
			...world,
			db: {
				...world.db,
				write: async <T>(work: Parameters<typeof world.db.write<T>>[0]) => {
					if (theirs === '')
						theirs = (await createInstitution(world, { slug: 'autre', name: 'Autre', kind: 'school' })).id;
					return world.db.write(work);
				},
			},
		};
		await expect(
			createFirstInstitution(beaten, { ...input, token: own, key: world.newId() }),
		).rejects.toMatchObject({
			status: 404,
		});
		expect((await listInstitutions(world)).map(({ slug }) => slug)).toEqual(['autre']);
		expect(await personByUsername(world, 'chloe')).toBeUndefined();
		const { institutions: table } = tablesOf(world.db.read);
		await world.db.write((tx) => tx.delete(table).where(eq(table.id, theirs)));
		const last = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
		world.setNow(new Date(start.getTime() + DAY - 1));
		await createFirstInstitution(world, { ...input, token: last, key: world.newId() });
		expect(await personByUsername(world, 'chloe')).toMatchObject({ locale: 'en', hasPassword: true });
		await expect(createFirstInstitution(never, { ...input, key: world.newId() })).rejects.toMatchObject({
			status: 404,
		});
		expect(await listInstitutions(world)).toHaveLength(1);
	});
});

test('a wait is told in seconds up to a minute and a half, then in minutes, never less than two seconds', () => {
	expect(waitFirst(1)).toMatchObject({ code: 'identity.wait-seconds', status: 429, params: { seconds: 2 } });
	expect(waitFirst(3)).toMatchObject({ params: { seconds: 3 } });
	expect(waitFirst(90)).toMatchObject({ code: 'identity.wait-seconds', params: { seconds: 90 } });
	expect(waitFirst(91)).toMatchObject({ code: 'identity.wait-minutes', status: 429, params: { minutes: 2 } });
	expect(waitFirst(300)).toMatchObject({ params: { minutes: 5 } });
});

test('secrets have their length, and what is kept of each is its own', () => {
	expect(newToken()).toMatch(/^[\w-]{43}$/);
	expect(newToken()).not.toBe(newToken());
	expect(newCode()).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
	const kept = [tokenHash('a'), codeHash('a'), attemptKey('a')];
	expect(new Set(kept).size).toBe(3);
	for (const one of kept) expect(one).toMatch(/^[0-9a-f]{64}$/);
	const person = { kind: 'person', username: 'a', displayName: 'A', memberships: [], session: null } as const;
	expect(actorPseudonym({ ...person, id: 'a' })).toMatch(/^[0-9a-f]{32}$/);
	expect(actorPseudonym({ ...person, id: 'a' })).not.toBe(actorPseudonym({ ...person, id: 'b' }));
	expect(tokenHash('a')).not.toContain(actorPseudonym({ ...person, id: 'a' }));
	expect(() => actorPseudonym(ANONYMOUS)).toThrow('identity.sign-in');
	const made = generatePassword();
	expect(made).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
	expect([hasGeneratedForm(made), hasGeneratedForm(`${made}x`), hasGeneratedForm(`x${made}`)]).toEqual([
		true,
		false,
		false,
	]);
});

test('cookies are for this host alone, out of the reach of scripts, and the device’s lasts half a year', () => {
	expect([SESSION_COOKIE, DEVICE_COOKIE]).toEqual(['__Host-sid', '__Host-device']);
	const bound = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' };
	expect(sessionCookieAttributes).toEqual(bound);
	expect(deviceCookieAttributes).toEqual({ ...bound, maxAge: 15_552_000 });
});

test.each([
	['Mozilla/5.0 (X11; CrOS x86_64) Chrome/141.0 Safari/537.36', 'Chrome, ChromeOS'],
	['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15', 'Safari, macOS'],
	['Mozilla/5.0 (iPhone) FxiOS/140.0', 'Firefox, iOS'],
	['Mozilla/5.0 (iPad) CriOS/141.0 Safari/604.1', 'Chrome, iOS'],
	['Firefox/140.0', 'Firefox'],
	['Linux', 'Linux'],
	[undefined, null],
	['undefined', null],
])('%j is known again as %j', (agent, label) => {
	expect(deviceLabel(agent)).toBe(label);
});
