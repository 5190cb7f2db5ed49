import { beforeEach, expect, test } from 'vitest';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { Role } from '../actor.ts';
import {
	findOpenInvitation,
	insertInvitation,
	type Invitation,
	hasInvitation,
	findInvitations,
	markRevoked,
	replaceCode,
	spendInvitationUse,
} from './invitations/invitation-store.ts';
import {
	wasSetupTokenEverMade,
	putSetupToken,
	isSetupTokenOpen,
	spendSetupToken,
} from './institutions/setup-token-store.ts';
import {
	type StoredAttempts,
	attemptsFor,
	deleteAttempts,
	deleteAttemptsBefore,
	changeAttempts,
	countFailure,
} from './sessions/attempt-store.ts';
import { removePerson } from './erase-store.ts';
import { countInstitutions, findInstitution, findInstitutions } from './institutions/institution-store.ts';
import {
	countAdministrators,
	inviterIdByLearner,
	membersOf,
	membershipRows,
	putMembership,
	endMembership,
} from './accounts/membership-store.ts';
import { createInstitution } from './institutions/create-institution.ts';
import {
	accountsByIds,
	everyPerson,
	findAccount,
	findCredentials,
	replaceHash,
	updateDetails,
	updateDisabled,
	updatePassword,
} from './accounts/people-store.ts';
import { hasReading, insertReading, readingsOfSharesBy } from './sharing/reading-store.ts';
import {
	deleteEverySession,
	deleteSession,
	deleteSessionsPastEnd,
	deleteSessionsOf,
	findSession,
	insertSession,
	sessionsOfPerson,
	updateLastSeen,
} from './sessions/session-store.ts';
import {
	accessesOf,
	accompanimentsOf,
	allSharesOf,
	insertAccess,
	insertShare,
	markWithdrawn,
	insertAccompanimentOnce,
	removeAccompaniments,
	type Share,
	sharesOfPeopleSharingWith,
	sharesInForce,
	hasStudentSharingWith,
} from './sharing/sharing-store.ts';

/**
 * Each query is tested among rows that it must not touch: of two people, two institutions and two kinds of
 * grantee.
 */
eachDialect('the tables of accounts', (open) => {
	let [here, there] = ['', ''];
	let [ada, emile, bruno, chloe] = ['', '', '', ''];
	const NOW = new Date('2026-11-28T15:00:00.000Z');
	const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
	const q = () => open().db.read;
	const write = <T>(work: Parameters<ReturnType<typeof open>['db']['write']>[0]): Promise<T> =>
		open().db.write(work) as Promise<T>;
	const id = () => open().newId();

	beforeEach(async () => {
		const world = open();
		const place = async () =>
			(
				await createInstitution(world, {
					slug: `e-${id().slice(0, 12)}`,
					name: 'École',
					kind: 'service-centre',
				})
			).id;
		[here, there] = [await place(), await place()];
		const person = async (name: string) => (await newcomer(world, [], name)).id;
		[ada, emile] = [await person('Ada'), await person('Émile')];
		[bruno, chloe] = [await person('Bruno'), await person('Chloé')];
	});

	const session = (person: string, more = {}) => ({
		id: id(),
		...{ person, label: null, institution: null, createdAt: NOW, seenAt: NOW, expiresAt: at(60) },
		...more,
	});

	test('sessions are found, seen and ended one by one, by person, and past their end', async () => {
		const [one, two, his] = [session(ada), session(ada, { seenAt: at(5) }), session(emile)];
		await write(async (tx) => {
			for (const each of [one, two, his]) await insertSession(tx, each);
		});
		expect((await findSession(q(), one.id))?.session).toEqual(one);
		expect((await findSession(q(), his.id))?.displayName).toBe('Émile');
		expect(await findSession(q(), id())).toBeUndefined();
		expect(await sessionsOfPerson(q(), ada)).toEqual([two, one]);
		await write((tx) => updateLastSeen(tx, one.id, at(3)));
		await write((tx) => updateLastSeen(tx, two.id, at(3)));
		const seen = async () =>
			Promise.all([one, two, his].map(async ({ id }) => (await findSession(q(), id))?.session.seenAt));
		// The time of the last request never goes back, and other sessions keep theirs.
		expect(await seen()).toEqual([at(3), at(5), NOW]);
		await write((tx) => deleteSessionsOf(tx, ada, two.id));
		expect((await sessionsOfPerson(q(), ada)).map(({ id }) => id)).toEqual([two.id]);
		expect(await sessionsOfPerson(q(), emile)).toHaveLength(1);
		await write((tx) => deleteSessionsOf(tx, ada));
		expect(await sessionsOfPerson(q(), ada)).toEqual([]);
		expect(await sessionsOfPerson(q(), emile)).toHaveLength(1);
		const [past, other] = [session(ada, { expiresAt: at(10) }), session(ada, { expiresAt: at(11) })];
		await write(async (tx) => {
			await insertSession(tx, past);
			await insertSession(tx, other);
			await deleteSessionsPastEnd(tx, at(11));
		});
		expect((await sessionsOfPerson(q(), ada)).map(({ id }) => id)).toEqual([other.id]);
		await write((tx) => deleteSession(tx, his.id));
		expect(await sessionsOfPerson(q(), emile)).toEqual([]);
		expect(await sessionsOfPerson(q(), ada)).toHaveLength(1);
		await write((tx) => updateDisabled(tx, ada, NOW));
		expect(await findSession(q(), other.id)).toBeUndefined();
		await write((tx) => updateDisabled(tx, ada, null));
		await write((tx) => updatePassword(tx, ada, { hash: 'h', mustChange: true }));
		expect(await findSession(q(), other.id)).toMatchObject({ mustChangePassword: true, displayName: 'Ada' });
		await write((tx) => deleteEverySession(tx));
		expect(await sessionsOfPerson(q(), ada)).toEqual([]);
	});

	test('accounts are found by each of their names, and changed alone', async () => {
		const her = await findAccount(q(), { id: ada });
		expect(her).toMatchObject({ id: ada, displayName: 'Ada', hasPassword: false, disabledAt: null });
		expect(await findAccount(q(), { username: her!.username })).toEqual(her);
		const email = `${id()}@exemple.ca`;
		await write((tx) => updateDetails(tx, ada, { displayName: 'Ada T.', email }, { newAddress: true }));
		expect(await findAccount(q(), { email })).toMatchObject({ id: ada, displayName: 'Ada T.' });
		expect(await findAccount(q(), { id: emile })).toMatchObject({ displayName: 'Émile', email: null });
		for (const identifier of [her!.username, email])
			expect((await findCredentials(q(), { identifier }))?.account.id).toBe(ada);
		expect((await findCredentials(q(), { id: ada }))?.account.id).toBe(ada);
		expect(await findCredentials(q(), { identifier: id() })).toBeUndefined();
		expect(await findAccount(q(), { id: id() })).toBeUndefined();

		const hashes = async () =>
			Promise.all([ada, emile].map(async (one) => (await findCredentials(q(), { id: one }))?.passwordHash));
		await write((tx) => updatePassword(tx, ada, { hash: 'one', mustChange: false }));
		expect(await hashes()).toEqual(['one', null]);
		await write((tx) => updatePassword(tx, emile, { hash: 'one', mustChange: false }));
		await write((tx) => replaceHash(tx, ada, 'other', 'two'));
		expect(await hashes()).toEqual(['one', 'one']);
		await write((tx) => replaceHash(tx, ada, 'one', 'two'));
		expect(await hashes()).toEqual(['two', 'one']);
		expect(await findAccount(q(), { id: ada })).toMatchObject({
			hasPassword: true,
			mustChangePassword: false,
		});
		await write((tx) => updateDisabled(tx, ada, NOW));
		expect(await findAccount(q(), { id: ada })).toMatchObject({ disabledAt: NOW });
		expect(await findAccount(q(), { id: emile })).toMatchObject({ disabledAt: null });
		expect((await accountsByIds(q(), [emile, ada, id()])).map((one) => one.id).toSorted()).toEqual(
			[ada, emile].toSorted(),
		);
		// More ids than one query takes.
		const many = [...Array.from({ length: 500 }, () => 'x'), ada];
		expect((await accountsByIds(q(), many)).map((one) => one.id)).toEqual([ada]);
		expect(await everyPerson(q())).toEqual(expect.arrayContaining([ada, emile, bruno, chloe]));
	});

	test('institutions are found by id and short name, listed and counted', async () => {
		const found = await findInstitution(q(), { id: here });
		expect(found).toMatchObject({ id: here, name: 'École' });
		expect(await findInstitution(q(), { slug: found!.slug })).toEqual(found);
		expect(await findInstitution(q(), { slug: 'nulle-part' })).toBeUndefined();
		const all = await findInstitutions(q());
		expect(await countInstitutions(q())).toBe(all.length);
		expect(all.map((one) => one.id)).toEqual(expect.arrayContaining([here, there]));
	});

	const role = (person: string, institution: string, role: Role, more = {}) => ({
		id: id(),
		...{ person, institution, role, audience: null, givenBy: null, createdAt: NOW },
		...more,
	});

	test('roles are those of one person in one institution', async () => {
		await write(async (tx) => {
			await putMembership(tx, role(ada, here, 'learner', { audience: 'teacher', givenBy: chloe }));
			await putMembership(tx, role(ada, here, 'adviser', { createdAt: at(1), givenBy: chloe }));
			await putMembership(tx, role(ada, there, 'learner', { audience: 'staff', createdAt: at(2) }));
			await putMembership(tx, role(emile, here, 'learner', { audience: 'student' }));
			await putMembership(tx, role(bruno, there, 'learner', { audience: 'student', givenBy: chloe }));
			await putMembership(tx, role(chloe, here, 'administrator'));
			await putMembership(tx, role(bruno, here, 'administrator'));
			await putMembership(tx, role(emile, there, 'administrator'));
			// A row that no rule would store: an audience with a role other than learner.
			await putMembership(tx, role(chloe, there, 'adviser', { audience: 'student' }));
			// The role is given again by somebody else, with another audience: the audience changes,
			// `givenBy` does not.
			await putMembership(tx, role(ada, here, 'learner', { audience: 'student', givenBy: bruno }));
		});
		expect(await membershipRows(q(), ada)).toEqual([
			{ institution: here, role: 'learner', audience: 'student', createdAt: NOW },
			{ institution: here, role: 'adviser', audience: null, createdAt: at(1) },
			{ institution: there, role: 'learner', audience: 'staff', createdAt: at(2) },
		]);
		expect([...(await inviterIdByLearner(q(), here))]).toEqual([[ada, chloe]]);
		expect([...(await inviterIdByLearner(q(), there))]).toEqual([[bruno, chloe]]);
		const members = (await membersOf(q(), here)).map(({ account, role }) => `${account.displayName} ${role}`);
		expect(members.toSorted()).toEqual([
			'Ada adviser',
			'Ada learner',
			'Bruno administrator',
			'Chloé administrator',
			'Émile learner',
		]);
		expect((await membersOf(q(), there)).map(({ audience }) => audience).toSorted()).toEqual(
			[null, 'staff', 'student', 'student'].toSorted(),
		);
		expect([await countAdministrators(q(), here), await countAdministrators(q(), there)]).toEqual([2, 1]);
		await write((tx) => updateDisabled(tx, bruno, NOW));
		expect(await countAdministrators(q(), here)).toBe(1);
		await write((tx) => endMembership(tx, { person: ada, institution: here, role: 'learner', endedAt: NOW }));
		expect((await membershipRows(q(), ada)).map(({ institution, role }) => [institution, role])).toEqual([
			[here, 'adviser'],
			[there, 'learner'],
		]);
		expect(await membershipRows(q(), emile)).toHaveLength(2);
		await write((tx) =>
			endMembership(tx, { person: chloe, institution: here, role: 'administrator', endedAt: NOW }),
		);
		expect(await countAdministrators(q(), here)).toBe(0);
	});

	const invitation = (institution: string, more = {}): Invitation & { codeHash: string } => ({
		id: id(),
		institution,
		codeHash: id(),
		...{ name: 'École des Pins', codeHint: '7K', role: 'learner', audience: 'student', createdBy: chloe },
		...{ createdAt: NOW, expiresAt: at(60), uses: 2, usesLeft: 2, revokedAt: null },
		...more,
	});

	test('an invitation opens while it is neither spent, nor revoked, nor past; each is its own', async () => {
		const [one, other] = [invitation(here), invitation(here, { createdAt: at(1) })];
		const elsewhere = invitation(there);
		const shut = [
			invitation(here, { usesLeft: 0 }),
			invitation(here, { revokedAt: NOW }),
			invitation(here, { expiresAt: at(30) }),
		];
		await write(async (tx) => {
			for (const each of [one, other, elsewhere, ...shut]) await insertInvitation(tx, each);
		});
		expect((await findOpenInvitation(q(), one.codeHash, at(30)))?.id).toBe(one.id);
		expect((await findOpenInvitation(q(), one.codeHash, at(59)))?.id).toBe(one.id);
		expect(await findOpenInvitation(q(), one.codeHash, at(60))).toBeUndefined();
		for (const { codeHash } of shut) {
			expect(await findOpenInvitation(q(), codeHash, at(30))).toBeUndefined();
			expect(await hasInvitation(q(), codeHash)).toBe(true);
		}
		expect(await hasInvitation(q(), id())).toBe(false);
		expect((await findInvitations(q(), there)).map(({ id }) => id)).toEqual([elsewhere.id]);
		expect((await findInvitations(q(), here))[0]?.id).toBe(other.id);
		expect(JSON.stringify(await findInvitations(q(), here))).not.toContain(one.codeHash);

		expect(await write((tx) => spendInvitationUse(tx, one.id))).toBe(true);
		const left = async () =>
			Promise.all(
				[one, other, elsewhere].map(
					async ({ codeHash }) => (await findOpenInvitation(q(), codeHash, NOW))?.usesLeft,
				),
			);
		expect(await left()).toEqual([1, 2, 2]);
		expect(await write((tx) => spendInvitationUse(tx, shut[0]!.id))).toBe(false);

		// The code of an invitation is replaced only as long as nobody has used the invitation.
		const code = { hash: id(), hint: 'NE' };
		expect(await write((tx) => replaceCode(tx, one, code))).toBe(false);
		expect(await findOpenInvitation(q(), code.hash, NOW)).toBeUndefined();
		expect(await write((tx) => replaceCode(tx, { ...other, institution: elsewhere.institution }, code))).toBe(
			false,
		);
		expect(await write((tx) => replaceCode(tx, other, code))).toBe(true);
		expect(await findOpenInvitation(q(), code.hash, NOW)).toMatchObject({ id: other.id, codeHint: 'NE' });
		expect(await left()).toEqual([1, undefined, 2]);

		const revoke = (it: Invitation, institution: string, revokedAt: Date) =>
			write<boolean>((tx) => markRevoked(tx, { id: it.id, institution, at: revokedAt }));
		expect(await revoke(one, there, NOW)).toBe(false);
		expect(await left()).toEqual([1, undefined, 2]);
		expect(await revoke(one, here, NOW)).toBe(true);
		expect(await revoke(one, here, at(9))).toBe(true);
		expect(await left()).toEqual([undefined, undefined, 2]);
		const dates = (await findInvitations(q(), here)).map(({ id, revokedAt }) => [id, revokedAt]);
		// A second revocation keeps the first date, and revokes no other invitation.
		expect(dates).toContainEqual([one.id, NOW]);
		expect(dates).toContainEqual([other.id, null]);
	});

	test('a set-up address opens until its date, once, and ends the one before', async () => {
		const [one, two] = [id(), id()];
		await write((tx) => putSetupToken(tx, { id: one, expiresAt: at(60) }));
		expect(await wasSetupTokenEverMade(q())).toBe(true);
		expect([await isSetupTokenOpen(q(), one, at(59)), await isSetupTokenOpen(q(), one, at(60))]).toEqual([
			true,
			false,
		]);
		await write((tx) => putSetupToken(tx, { id: two, expiresAt: at(60) }));
		expect([await isSetupTokenOpen(q(), one, NOW), await isSetupTokenOpen(q(), two, NOW)]).toEqual([
			false,
			true,
		]);
		const spend = (which: string, when: Date) => write<boolean>((tx) => spendSetupToken(tx, which, when));
		expect(await spend(one, NOW)).toBe(false);
		expect(await spend(two, at(60))).toBe(false);
		expect(await spend(two, at(59))).toBe(true);
		expect(await spend(two, at(59))).toBe(false);
		expect(await isSetupTokenOpen(q(), two, NOW)).toBe(false);
		expect(await wasSetupTokenEverMade(q())).toBe(true);
	});

	test('wrong passwords are counted under their own key, and forgotten by it or when they are old', async () => {
		const [one, two] = [id(), id()];
		await write(async (tx) => {
			await countFailure(tx, one, ada, { at: NOW, since: at(-1) });
			await countFailure(tx, two, null, { at: at(1), since: at(-1) });
			await countFailure(tx, one, ada, { at: at(2), since: at(-1) });
		});
		expect(await attemptsFor(q(), one)).toEqual({ failures: 2, lastAt: at(2), turn: null });
		expect(await attemptsFor(q(), two)).toEqual({ failures: 1, lastAt: at(1), turn: null });
		// Once the last is as old as `since`, counting begins anew.
		await write((tx) => countFailure(tx, one, ada, { at: at(2), since: at(2) }));
		await write((tx) => deleteAttemptsBefore(tx, at(2)));
		expect([await attemptsFor(q(), one), await attemptsFor(q(), two)]).toEqual([
			{ failures: 1, lastAt: at(2), turn: null },
			undefined,
		]);
		await write((tx) => countFailure(tx, two, emile, { at: NOW, since: at(-1) }));
		await write((tx) => deleteAttempts(tx, one));
		expect([await attemptsFor(q(), one), (await attemptsFor(q(), two))?.failures]).toEqual([undefined, 1]);
		await write((tx) => removePerson(tx, emile));
		expect(await attemptsFor(q(), two)).toBeUndefined();
	});

	test('what is counted of wrong passwords is changed only from what it was', async () => {
		const [key, other] = [id(), id()];
		for (const one of [key, other])
			await write((tx) => countFailure(tx, one, null, { at: NOW, since: at(-1) }));
		const change = (before: StoredAttempts, after: StoredAttempts, of = key) =>
			write((tx) => changeAttempts(tx, of, before, after));
		const first: StoredAttempts = { failures: 1, lastAt: NOW, turn: null };
		const turn = { network: 'one', failures: 3, until: at(20) };
		const second: StoredAttempts = { failures: 2, lastAt: at(1), turn };
		expect(await change(first, second)).toBe(true);
		expect(await attemptsFor(q(), key)).toEqual(second);
		for (const before of [
			first,
			{ ...second, failures: 1 },
			{ ...second, lastAt: NOW },
			{ ...second, turn: null },
			{ ...second, turn: { ...turn, network: 'other' } },
			{ ...second, turn: { ...turn, until: at(21) } },
		])
			expect(await change(before, first)).toBe(false);
		expect(await attemptsFor(q(), key)).toEqual(second);
		expect(await change(second, first)).toBe(true);
		expect(await attemptsFor(q(), key)).toEqual(first);
		expect(await attemptsFor(q(), other)).toEqual(first);
		expect(await change(first, second, 'nobody')).toBe(false);
	});

	const share = (person: string, grantee: string, more = {}): Share => ({
		id: id(),
		...{ person, granteeKind: 'cohort', grantee, textVersion: '1' },
		...{ givenAt: NOW, until: null, withdrawnAt: null },
		...more,
	});
	const persons = (shares: readonly Share[]) => shares.map(({ person }) => person);

	test('shares are in force until their date or their end, to one grantee of one kind', async () => {
		const [autumn, winter] = [id(), id()];
		await write(async (tx) => {
			for (const one of [
				share(ada, autumn, { until: at(60) }),
				share(emile, autumn, { givenAt: at(1) }),
				share(bruno, autumn, { givenAt: at(2), withdrawnAt: at(3) }),
				share(chloe, autumn, { givenAt: at(3), until: at(30) }),
				share(ada, winter, { givenAt: at(4) }),
				share(bruno, winter, { givenAt: at(5) }),
				share(ada, autumn, { granteeKind: 'adviser', givenAt: at(6) }),
			])
				await insertShare(tx, one);
		});
		const to = (grantee: string, granteeKind: 'cohort' | 'adviser' = 'cohort') => ({ granteeKind, grantee });
		const inForce = async (by: Parameters<typeof sharesInForce>[1], now: Date) =>
			persons(await sharesInForce(q(), by, now));
		expect(await inForce(to(autumn), at(29))).toEqual([ada, emile, chloe]);
		expect(await inForce(to(autumn), at(30))).toEqual([ada, emile]);
		expect(await inForce(to(autumn), at(60))).toEqual([emile]);
		expect(await inForce(to(autumn, 'adviser'), at(30))).toEqual([ada]);
		expect(await inForce({ person: ada }, at(30))).toEqual([ada, ada, ada]);
		expect(await inForce({ person: ada, ...to(winter) }, at(30))).toEqual([ada]);
		expect(await inForce({ person: emile, ...to(winter) }, at(30))).toEqual([]);

		// All shares of the people who share with the winter cohort, and of nobody else.
		const beside = async (grantee: string, now: Date) =>
			(await sharesOfPeopleSharingWith(q(), to(grantee), now)).map(({ person, grantee, granteeKind }) => [
				person,
				grantee,
				granteeKind,
			]);
		expect(await beside(winter, at(30))).toEqual([
			[ada, autumn, 'cohort'],
			[ada, winter, 'cohort'],
			[bruno, winter, 'cohort'],
			[ada, autumn, 'adviser'],
		]);
		expect(await beside(winter, at(60))).toEqual([
			[ada, winter, 'cohort'],
			[bruno, winter, 'cohort'],
			[ada, autumn, 'adviser'],
		]);
		expect(
			(await sharesOfPeopleSharingWith(q(), to(autumn, 'adviser'), at(30))).map(({ person }) => person),
		).toEqual([ada, ada, ada]);
		// A share past its end date no longer counts.
		expect(await beside(autumn, at(30))).not.toContainEqual([chloe, autumn, 'cohort']);
		expect(await beside(autumn, at(30))).not.toContainEqual([bruno, winter, 'cohort']);

		const student = async (
			place: string,
			grantee: string,
			now: Date,
			kind: 'cohort' | 'adviser' = 'cohort',
		) => hasStudentSharingWith(q(), to(grantee, kind), place, now);
		await write(async (tx) => {
			await endMembership(tx, { person: emile, institution: here, role: 'learner', endedAt: NOW });
			await putMembership(tx, role(chloe, here, 'learner', { audience: 'student' }));
			await putMembership(tx, role(bruno, there, 'learner', { audience: 'student' }));
		});
		expect(await student(here, autumn, at(29))).toBe(true);
		// False in turn: Chloé's share is past its end; she shares with another cohort; the adviser is
		// another kind of grantee; Bruno's share is withdrawn, and Chloé studies in another institution.
		expect(await student(here, autumn, at(30))).toBe(false);
		expect(await student(here, winter, at(29))).toBe(false);
		expect(await student(here, autumn, at(29), 'adviser')).toBe(false);
		expect(await student(there, autumn, at(29))).toBe(false);
		// True: Bruno is a student of `there` and shares with the winter cohort. Staff elsewhere and other
		// roles do not count.
		expect(await student(there, winter, at(29))).toBe(true);

		await write((tx) => markWithdrawn(tx, bruno, to(autumn), at(9)));
		await write((tx) => markWithdrawn(tx, ada, to(autumn), at(9)));
		const ends = async (person: string) =>
			(await allSharesOf(q(), person)).map(({ withdrawnAt }) => withdrawnAt);
		expect(await ends(ada)).toEqual([at(9), null, null]);
		expect(await ends(emile)).toEqual([null]);
		// A share that had already ended keeps its date.
		expect(await ends(bruno)).toEqual([at(3), null]);
	});

	test('accompaniments end through one cohort, for one person or one adviser', async () => {
		const [autumn, winter] = [id(), id()];
		const link = (adviser: string, person: string, through: string, since = NOW) => ({
			...{ adviser, person, through, since },
		});
		const all = [
			link(bruno, ada, autumn),
			link(bruno, emile, autumn, at(1)),
			link(chloe, ada, autumn, at(2)),
			link(bruno, ada, winter, at(3)),
		];
		await write(async (tx) => {
			for (const one of all) await insertAccompanimentOnce(tx, one);
			await insertAccompanimentOnce(tx, { ...all[0]!, since: at(9) });
		});
		expect(await accompanimentsOf(q(), { person: ada })).toEqual([all[0], all[2], all[3]]);
		expect(await accompanimentsOf(q(), { adviser: bruno })).toEqual([all[0], all[1], all[3]]);
		await write((tx) => removeAccompaniments(tx, { person: ada, through: autumn }));
		expect(await accompanimentsOf(q(), { adviser: bruno })).toEqual([all[1], all[3]]);
		await write((tx) => insertAccompanimentOnce(tx, all[2]!));
		await write((tx) => removeAccompaniments(tx, { adviser: bruno, through: autumn }));
		expect(await accompanimentsOf(q(), { adviser: bruno })).toEqual([all[3]]);
		expect(await accompanimentsOf(q(), { person: ada })).toEqual([all[2], all[3]]);
	});

	test('readings are told to whoever shared with that grantee when it was read', async () => {
		const [autumn, winter] = [id(), id()];
		await write(async (tx) => {
			await insertShare(tx, share(ada, autumn, { givenAt: at(10), until: at(50) }));
			await insertShare(tx, share(emile, autumn, { givenAt: at(10), withdrawnAt: at(30) }));
			await insertShare(tx, share(chloe, winter, { givenAt: at(0) }));
			await insertShare(tx, share(chloe, autumn, { granteeKind: 'adviser', givenAt: at(0) }));
		});
		const reading = (day: string, seconds: number, grantee = autumn) => ({
			...{ actor: bruno, granteeKind: 'cohort' as const, grantee, day, at: at(seconds) },
		});
		for (const one of [
			reading('1', 9),
			reading('2', 10),
			reading('3', 29),
			reading('4', 30),
			reading('5', 49),
			reading('6', 50),
			reading('2', 20, winter),
		])
			await write((tx) => insertReading(tx, one));
		// A second reading on the same day changes nothing.
		await write((tx) => insertReading(tx, reading('3', 31)));
		const days = async (person: string, most = 9) =>
			(await readingsOfSharesBy(q(), person, most)).map(({ day }) => day);
		expect(await days(ada)).toEqual(['5', '4', '3', '2']);
		expect(await days(ada, 2)).toEqual(['5', '4']);
		expect(await days(emile)).toEqual(['3', '2']);
		expect(await days(chloe)).toEqual(['2']);
		expect(await hasReading(q(), reading('3', 0))).toBe(true);
		for (const other of [
			{ actor: ada },
			{ granteeKind: 'adviser' as const },
			{ grantee: id() },
			{ day: '9' },
		])
			expect(await hasReading(q(), { ...reading('3', 0), ...other })).toBe(false);
	});

	test('erasing one person leaves what others did and gave, without their name', async () => {
		const autumn = id();
		const access = (actor: string, person: string, more = {}) => ({
			...{ id: id(), actor, person, what: 'application-read', thing: null, at: NOW },
			...more,
		});
		await write(async (tx) => {
			await insertShare(tx, share(ada, bruno, { granteeKind: 'adviser' }));
			await insertShare(tx, share(ada, chloe, { granteeKind: 'adviser' }));
			await insertShare(tx, share(ada, autumn));
			// A cohort whose id is that of a person is another grantee than that person.
			await insertShare(tx, share(ada, bruno));
			await insertAccess(tx, access(bruno, ada, { at: at(1) }));
			await insertAccess(tx, access(chloe, ada));
			for (const actor of [bruno, chloe])
				await insertReading(tx, { actor, granteeKind: 'cohort', grantee: autumn, day: '1', at: at(1) });
			await removePerson(tx, bruno);
		});
		expect((await allSharesOf(q(), ada)).map(({ granteeKind, grantee }) => [granteeKind, grantee])).toEqual(
			expect.arrayContaining([
				['adviser', chloe],
				['cohort', autumn],
				['cohort', bruno],
			]),
		);
		expect(await allSharesOf(q(), ada)).toHaveLength(3);
		expect((await accessesOf(q(), ada, 9)).map(({ actor }) => actor)).toEqual([null, chloe]);
		expect(await accessesOf(q(), ada, 1)).toHaveLength(1);
		expect(await accessesOf(q(), emile, 9)).toEqual([]);
		const readers = (await readingsOfSharesBy(q(), ada, 9)).map(({ actor }) => actor);
		expect(readers).toHaveLength(2);
		expect(readers).toContain(chloe);
		expect(readers).not.toContain(bruno);
		expect(await findAccount(q(), { id: bruno })).toBeUndefined();
		expect(await findAccount(q(), { id: ada })).toBeDefined();
	});
});
