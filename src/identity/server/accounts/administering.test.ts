import { beforeEach, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { PersonActor } from '../../actor.ts';
import {
	administeredPerson,
	institutionById,
	inviterByLearner,
	isOnlyAdministrator,
	listPeople,
	membershipsOf,
	personById,
	resetPassword,
	setDisabled,
	setInstitutionClosed,
	setOperator,
	setRoles,
} from '../index.ts';
import { updateDisabled } from './people-store.ts';
import { findSession, sessionsOfPerson } from '../sessions/session-store.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

eachDialect('an administrator and the accounts', (open) => {
	const { key, school, held, later, lines } = inSchools(open);
	let here = '';
	let there = '';
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ here, there, chloe, ada, bruno } = await twoSchools(open()));
	});

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
		// Nor is an account held that opens more than an institution: the service, or one that is closed now.
		const operator = await newcomer(open(), [held(here, 'adviser')], 'Fabien');
		await setOperator(open(), { username: operator.username, operator: true });
		const closed = await newcomer(open(), [held(here, 'learner', 'staff'), held(there, 'administrator')]);
		const { slug } = await institutionById(open(), there);
		const command = { kind: 'operator' } as const;
		await setInstitutionClosed(open(), command, { slug, closed: true, key: key() });
		for (const { id: person } of [operator, closed]) {
			const refused = { code: 'identity.account-elsewhere' };
			await expect(resetPassword(never, chloe, person)).rejects.toMatchObject(refused);
			await expect(setDisabled(open(), chloe, { person, disabled: true, key: key() })).rejects.toMatchObject(
				refused,
			);
		}
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
			const { addPerson } = await import('./accounts.ts');
			for (let n = 0; n < 50; n += 1)
				await addPerson(tx, open(), {
					username: `liste-${String(n).padStart(2, '0')}`,
					displayName: 'Zed',
					passwordHash: null,
					memberships: [held(place, 'adviser'), held(place, 'learner', 'staff')],
				});
		});
		const first = await listPeople(open(), admin, {});
		expect(first).toMatchObject({ page: 1, pages: 2, total: 51 });
		expect(first.people).toHaveLength(50);
		expect(first.people[0]).toMatchObject({ displayName: 'Aaa', roles: ['administrator'], disabled: false });
		expect(first.people[1]).toMatchObject({ username: 'liste-00', roles: ['learner', 'adviser'] });
		const second = await listPeople(open(), admin, { page: 2 });
		expect(second.people.map(({ username }) => username)).toEqual(['liste-49']);
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
		expect((await listPeople(open(), admin, { search: 'liste-07' })).total).toBe(1);
	});

	test('people are found by the words of their names in any order, and by their whole e-mail address', async () => {
		const place = await school();
		const admin = await newcomer(open(), [held(place, 'administrator')], 'Bruno');
		await open().db.write(async (tx) => {
			const { addPerson } = await import('./accounts.ts');
			await addPerson(tx, open(), {
				...{ username: `chloe-${place}`, displayName: 'Chloé Nguyen', passwordHash: null },
				email: `chloe.${place}@cherche.example`,
				memberships: [held(place, 'learner', 'staff')],
			});
		});
		const count = async (search: string) => (await listPeople(open(), admin, { search })).total;
		for (const search of ['Chloé Nguyen', 'nguyen chloe', '« Nguyen »', ` CHLOE.${place}@Cherche.example `])
			expect(await count(search), search).toBe(1);
		for (const search of ['nguyen zoe', '@cherche.example', `${place}@cherche.example`, '«'])
			expect(await count(search), search).toBe(0);
		expect(await count('')).toBe(2);
	});
});
