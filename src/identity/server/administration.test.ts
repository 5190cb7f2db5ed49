import { beforeAll, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { type Actor, ANONYMOUS, type Audience, type Role } from '../actor.ts';
import { NEW_ADDRESS_RATE_LIMIT } from '../attempt-rules.ts';
import {
	accessJournalOf,
	startAccompaniment,
	peopleAccompanied,
	activeShares,
	actorOf,
	administeredPerson,
	changeDetails,
	createInstitution,
	createPerson,
	endAccompaniments,
	erase,
	giveShare,
	isOnlyAdministrator,
	isOwnPassword,
	listPeople,
	membershipsOf,
	myAccount,
	peopleByIds,
	personalData,
	personByUsername,
	recordAccess,
	resetPassword,
	rolesVersion,
	setDisabled,
	setRoles,
	signIn,
	withdrawShare,
} from './index.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
let count = 0;
const key = () => `0123456789abcdef-${(count += 1)}`;
const enter = async (world: TestWorld, identifier: string, password = PASSWORD) =>
	actorOf(world, (await signIn(world, { identifier, password, address: '10.3.0.1' })).token);

eachDialect('an institution’s accounts', (open) => {
	const ids: Record<string, string> = {};
	let here = '';
	let there = '';
	let chloe: Actor = ANONYMOUS;
	let stranger: Actor = ANONYMOUS;
	let bruno: Actor = ANONYMOUS;

	const add = async (world: TestWorld, username: string, displayName: string, ...held: [string, Role][]) => {
		ids[username] = await createPerson(world, {
			username,
			displayName,
			password: PASSWORD,
			memberships: held.map(([institution, role]) => ({
				institution,
				role,
				audience: role === 'learner' ? ('teacher' as const) : null,
			})),
		});
	};
	const id = (username: string) => ids[username] ?? '';

	beforeAll(async () => {
		const world = open();
		here = (await createInstitution(world, { slug: 'ici', name: 'École d’ici', kind: 'service-centre' })).id;
		there = (await createInstitution(world, { slug: 'la', name: 'Là', kind: 'cegep' })).id;
		await add(world, 'chloe', 'Chloé', [here, 'administrator']);
		await add(world, 'ada', 'Ada', [here, 'learner']);
		await add(world, 'emile', 'Émile', [here, 'learner']);
		await add(world, 'zoe', 'Zoé', [here, 'learner'], [there, 'learner']);
		await add(world, 'bruno', 'Bruno', [here, 'adviser']);
		await add(world, 'stranger', 'Étrangère', [there, 'administrator']);
		chloe = await enter(world, 'chloe');
		stranger = await enter(world, 'stranger');
		bruno = await enter(world, 'bruno');
	});

	test('are listed by name, accents in their place, and found without them', async () => {
		const world = open();
		const { people, total } = await listPeople(world, chloe, {});
		expect(people.map((one) => one.displayName)).toEqual(['Ada', 'Bruno', 'Chloé', 'Émile', 'Zoé']);
		expect(total).toBe(5);
		expect((await listPeople(world, chloe, { search: 'EMI' })).people).toEqual([
			{ id: id('emile'), displayName: 'Émile', username: 'emile', roles: ['learner'], disabled: false },
		]);
		expect((await listPeople(world, chloe, { page: 99 })).page).toBe(1);
		expect((await listPeople(world, stranger, {})).people.map((one) => one.username)).toEqual([
			'stranger',
			'zoe',
		]);
	});

	test('are shut to anybody else, like people who do not exist', async () => {
		const world = open();
		const nobody = world.newId();
		for (const other of [bruno, stranger]) {
			for (const person of [id('ada'), nobody]) {
				const refused = { status: 404, code: 'not-found' };
				await expect(administeredPerson(world, other, person)).rejects.toMatchObject(refused);
				await expect(resetPassword(world, other, person)).rejects.toMatchObject(refused);
				const [roles, audience] = [['adviser' as const], null];
				await expect(setRoles(world, other, { person, roles, audience, key: key() })).rejects.toMatchObject(
					refused,
				);
				await expect(setDisabled(world, other, { person, disabled: true, key: key() })).rejects.toMatchObject(
					refused,
				);
			}
		}
		await expect(listPeople(world, bruno, {})).rejects.toMatchObject({ status: 404 });
		await expect(listPeople(world, ANONYMOUS, {})).rejects.toMatchObject({ status: 401 });
	});

	test('a password made for Ada opens once her account, asks to be changed, and she sees who made it', async () => {
		const world = open();
		const before = await signIn(world, { identifier: 'ada', password: PASSWORD, address: '10.3.0.1' });
		const made = await resetPassword(world, chloe, id('ada'));
		expect(await actorOf(world, before.token)).toBe(ANONYMOUS);
		await expect(enter(world, 'ada')).rejects.toMatchObject({ code: 'identity.wrong' });
		const signed = await signIn(world, { identifier: 'ada', password: made, address: '10.3.0.1' });
		expect(signed.mustChangePassword).toBe(true);
		expect((await myAccount(world, await actorOf(world, signed.token))).accesses).toMatchObject([
			{ by: 'Chloé', what: 'password-reset' },
		]);
		expect(JSON.stringify(world.lines)).not.toContain(made);
	});

	test('the password of somebody who also belongs elsewhere is not hers to make, nor the account to close', async () => {
		const world = open();
		const refused = { code: 'identity.account-elsewhere', status: 422 };
		expect(await administeredPerson(world, chloe, id('zoe'))).toMatchObject({
			elsewhere: true,
			roles: ['learner'],
		});
		await expect(resetPassword(world, chloe, id('zoe'))).rejects.toMatchObject(refused);
		await expect(
			setDisabled(world, chloe, { person: id('zoe'), disabled: true, key: key() }),
		).rejects.toMatchObject(refused);
	});

	test('roles are given and taken here only, and the change is written for the person', async () => {
		const world = open();
		const input = { person: id('zoe'), roles: ['learner', 'adviser'] as const, audience: 'student' as const };
		await setRoles(world, chloe, { ...input, key: key() });
		expect(await membershipsOf(world, id('zoe'))).toEqual(
			expect.arrayContaining([
				{ institution: here, role: 'learner', audience: 'student' },
				{ institution: here, role: 'adviser', audience: null },
				{ institution: there, role: 'learner', audience: 'teacher' },
			]),
		);
		await setRoles(world, chloe, { ...input, roles: ['adviser'], audience: null, key: key() });
		expect(await membershipsOf(world, id('zoe'))).toHaveLength(2);
		await expect(setRoles(world, chloe, { ...input, roles: [], key: key() })).rejects.toMatchObject({
			code: 'identity.role-missing',
		});
		await expect(
			setRoles(world, chloe, { person: id('bruno'), roles: ['learner'], audience: null, key: key() }),
		).rejects.toMatchObject({ code: 'identity.audience-missing' });
		expect(await membershipsOf(world, id('bruno'))).toEqual([
			{ institution: here, role: 'adviser', audience: null },
		]);
	});

	test('a page that showed other roles gives none back: those of now stay, and a form sent twice is heard', async () => {
		const world = open();
		const person = id('zoe');
		const set = (roles: readonly Role[], shown: string, audience: Audience = 'student') =>
			setRoles(world, chloe, { person, roles, audience, shown, key: key() });
		const version = async () => rolesVersion(await administeredPerson(world, chloe, person));
		await setRoles(world, chloe, { person, roles: ['learner', 'adviser'], audience: 'student', key: key() });
		const old = await version();
		expect(old).toBe('learner-student adviser');
		await set(['learner'], old);
		await set(['learner'], old);
		const changed = { code: 'identity.roles-changed', status: 409 };
		await expect(set(['learner', 'adviser'], old)).rejects.toMatchObject(changed);
		await expect(set(['learner', 'adviser'], old, 'staff')).rejects.toMatchObject(changed);
		expect(await version()).toBe('learner-student');
		const audience = await version();
		await set(['learner'], audience, 'staff');
		await expect(set(['learner', 'adviser'], audience)).rejects.toMatchObject(changed);
		await set(['learner', 'adviser'], await version());
		expect(await version()).toBe('learner-student adviser');
		await set(['adviser'], await version());
	});

	test('the last administrator stays', async () => {
		const world = open();
		expect(await isOnlyAdministrator(world.db.read, id('chloe'))).toBe(true);
		expect(await isOnlyAdministrator(world.db.read, id('ada'))).toBe(false);
		expect(await isOwnPassword(world, chloe, PASSWORD)).toBe(true);
		expect(await isOwnPassword(world, chloe, 'autre chose')).toBe(false);
		const last = { code: 'identity.last-administrator' };
		const me = id('chloe');
		await expect(
			setRoles(world, chloe, { person: me, roles: ['adviser'], audience: null, key: key() }),
		).rejects.toMatchObject(last);
		await expect(setDisabled(world, chloe, { person: me, disabled: true, key: key() })).rejects.toMatchObject(
			last,
		);
		expect(
			await actorOf(
				world,
				(await signIn(world, { identifier: 'chloe', password: PASSWORD, address: '10.3.0.1' })).token,
			),
		).toMatchObject({ id: me });
	});

	test('Émile corrects his name and adds an e-mail, unless it is somebody’s already', async () => {
		const world = open();
		const emile = await enter(world, 'emile');
		await changeDetails(world, emile, { displayName: ' Émile Roy ', email: 'Emile@Exemple.ca', key: key() });
		expect(await myAccount(world, emile)).toMatchObject({
			displayName: 'Émile Roy',
			email: 'emile@exemple.ca',
		});
		await expect(
			changeDetails(world, bruno, { displayName: 'Bruno', email: 'emile@exemple.ca', key: key() }),
		).rejects.toMatchObject({ code: 'identity.email-taken', field: 'email' });
		const names = await peopleByIds(world, [id('emile'), world.newId(), id('emile')]);
		expect([...names.values()]).toEqual([{ id: id('emile'), displayName: 'Émile Roy', username: 'emile' }]);
		await expect(
			createPerson(world, { username: 'EMILE', displayName: 'x', password: PASSWORD }),
		).rejects.toMatchObject({ code: 'identity.username-taken' });
	});

	test('whoever tries many addresses, to learn which have an account, is soon told to wait', async () => {
		const world = open();
		const curious = await signedIn(world, await newcomer(world, [], 'Curieux'));
		const tries = (n: number) =>
			changeDetails(world, curious, { displayName: 'Curieux', email: `essai-${n}@exemple.ca`, key: key() });
		for (let n = 0; n < NEW_ADDRESS_RATE_LIMIT.burst; n += 1) await tries(n);
		const many = { code: 'identity.email-many', status: 429, field: 'email', params: { minutes: 6 } };
		await expect(tries(99)).rejects.toMatchObject(many);
		// The same address, or none, is always stored; nobody else waits.
		await changeDetails(world, curious, { displayName: 'C', email: 'essai-9@exemple.ca', key: key() });
		await expect(tries(99)).rejects.toMatchObject(many);
		const other = await signedIn(world, await newcomer(world, [], 'Presse'));
		await changeDetails(world, other, { displayName: 'P', email: 'presse@exemple.ca', key: key() });
		await changeDetails(world, curious, { displayName: 'C', email: '', key: key() });
		world.setNow(new Date(world.now().getTime() + 360_000));
		await tries(99);
	});

	test('what is shared is in force until its date or until it is withdrawn', async () => {
		const world = open();
		const cohort = { granteeKind: 'cohort' as const, grantee: world.newId() };
		const share = {
			person: id('ada'),
			...cohort,
			textVersion: '1',
			until: new Date(world.now().getTime() + 1000),
		};
		await world.db.write((tx) => giveShare(tx, world, share));
		await world.db.write((tx) => giveShare(tx, world, { ...share, textVersion: '2' }));
		expect(await activeShares(world, cohort)).toMatchObject([{ person: id('ada'), textVersion: '2' }]);
		expect(await activeShares(world, { person: id('ada'), ...cohort })).toHaveLength(1);
		expect(await activeShares(world, { person: id('emile') })).toEqual([]);
		world.setNow(share.until);
		expect(await activeShares(world, cohort)).toEqual([]);
		await world.db.write((tx) => giveShare(tx, world, { ...share, until: null }));
		expect(await activeShares(world, cohort)).toHaveLength(1);
		await world.db.write((tx) => withdrawShare(tx, world, { person: id('ada'), ...cohort }));
		expect(await activeShares(world, { person: id('ada') })).toEqual([]);
	});

	test('an adviser accompanies through a cohort, and no longer when it is left', async () => {
		const world = open();
		const [one, two] = [world.newId(), world.newId()];
		const link = { adviser: id('bruno'), person: id('ada') };
		await world.db.write(async (tx) => {
			await startAccompaniment(tx, world, { ...link, through: one });
			await startAccompaniment(tx, world, { ...link, through: one });
			await startAccompaniment(tx, world, { ...link, through: two });
		});
		expect(await peopleAccompanied(world.db.read, id('bruno'))).toEqual([{ person: id('ada') }]);
		await world.db.write((tx) => endAccompaniments(tx, { person: id('ada'), through: one }));
		expect(await peopleAccompanied(world.db.read, id('bruno'))).toEqual([{ person: id('ada') }]);
		await world.db.write((tx) => endAccompaniments(tx, { adviser: id('bruno'), through: two }));
		expect(await peopleAccompanied(world.db.read, id('bruno'))).toEqual([]);
	});

	test('a person’s file says everything, and after erasure there is nothing', async () => {
		const world = open();
		await add(world, 'partante', 'Partante', [here, 'learner'], [here, 'administrator']);
		const person = id('partante');
		await enter(world, 'partante');
		const cohort = { granteeKind: 'cohort' as const, grantee: world.newId() };
		await world.db.write(async (tx) => {
			await giveShare(tx, world, { person, ...cohort, textVersion: '1' });
			await startAccompaniment(tx, world, { adviser: id('bruno'), person, through: cohort.grantee });
			await recordAccess(world, { actor: id('bruno'), person, what: 'application-read' }, tx);
			await recordAccess(world, { actor: person, person, what: 'application-read' }, tx);
		});
		await world.db.write((tx) =>
			recordAccess(world, { actor: person, person: id('ada'), what: 'application-read' }, tx),
		);
		expect(await personalData(world, person)).toMatchObject({
			account: { username: 'partante', displayName: 'Partante', email: null },
			memberships: expect.arrayContaining([
				{
					institution: 'École d’ici',
					role: 'learner',
					audience: 'teacher',
					since: expect.any(String),
					until: null,
				},
			]),
			sessions: [{ device: null }],
			shares: [{ with: 'cohort', withdrawnAt: null }],
			accompaniedBy: [{ adviser: id('bruno') }],
			accesses: [{ by: 'Bruno', what: 'application-read' }],
		});
		expect(JSON.stringify(await personalData(world, person))).not.toContain('argon2');
		await world.db.write((tx) => erase(tx, person));
		expect(await personalData(world, person)).toBeNull();
		expect(await personByUsername(world, 'partante')).toBeUndefined();
		expect(await membershipsOf(world, person)).toEqual([]);
		expect(await activeShares(world, cohort)).toEqual([]);
		expect(await peopleAccompanied(world.db.read, id('bruno'))).toEqual([]);
		expect(await accessJournalOf(world, person)).toEqual([]);
		expect((await accessJournalOf(world, id('ada')))[0]).toMatchObject({ by: null });
	});
});
