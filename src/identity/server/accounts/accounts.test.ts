import { beforeEach, expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, type PersonActor } from '../../actor.ts';
import {
	changeDetails,
	createPerson,
	inviterByLearner,
	membershipsOf,
	myAccount,
	personById,
	personByUsername,
	idsWithAccount,
} from '../index.ts';
import { accountsByIds } from './people-store.ts';
import { inSchools, twoSchools, PASSWORD } from '../two-schools.fixture.ts';

eachDialect('an account', (open) => {
	const { key, held } = inSchools(open);
	let here = '';
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ here, chloe, ada, bruno } = await twoSchools(open()));
	});

	test('an account has what was said of it, else what is usual; what is wrong is said beside its field', async () => {
		const name = 'nouvelle';
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
			operatorSince: null,
			...{ emailVerifiedAt: null, emailRefusedAt: null, wantsMail: true },
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
				username: 'autre',
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
		const email = 'details@exemple.ca';
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

	test('a page that showed other details than the present ones changes nothing', async () => {
		const now = async () => (await personById(open(), ada.id))!;
		const before = await now();
		const shown = (await myAccount(open(), ada)).detailsVersion;
		const there = { displayName: 'Ada Roy', email: 'ada.roy@exemple.ca', shown, key: key() };
		await changeDetails(open(), ada, there);
		const late = { displayName: 'Ada', email: before.email ?? '', shown };
		await expect(changeDetails(open(), ada, { ...late, key: key() })).rejects.toMatchObject({
			code: 'identity.details-changed',
			status: 409,
		});
		expect(await now()).toMatchObject({ displayName: 'Ada Roy', email: 'ada.roy@exemple.ca' });
		// The form that was accepted gets its answer again; one that has seen the change is accepted.
		await changeDetails(open(), ada, there);
		const seen = (await myAccount(open(), ada)).detailsVersion;
		await changeDetails(open(), ada, { displayName: 'Ada', email: '', shown: seen, key: key() });
		expect(await now()).toMatchObject({ displayName: 'Ada', email: null });
	});

	test('names are read of as many people as there are', async () => {
		const many = [ada.id, ...Array.from({ length: 499 }, () => open().newId()), bruno.id];
		expect((await accountsByIds(open().db.read, many)).map(({ id }) => id)).toEqual([ada.id, bruno.id]);
		expect(await accountsByIds(open().db.read, [])).toEqual([]);
	});
});
