import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { betweenReads } from '#tests/between-reads';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld, testWorld } from '#tests/world';
import { type Actor, ANONYMOUS } from '../actor.ts';
import { spendInvitationUse } from './invitations/invitation-store.ts';
import {
	actorOf,
	addRoleWithCode,
	createInstitution,
	createInvitation,
	createPerson,
	createSetupAddress,
	listInstitutions,
	listInvitations,
	createAccountWithCode,
	membershipsOf,
	mustBeOpenSetup,
	personByUsername,
	revokeInvitation,
	createFirstInstitution,
	signIn,
} from './index.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
let count = 0;
const key = () => `0123456789abcdef-${(count += 1)}`;
const enter = async (world: TestWorld, identifier: string) =>
	actorOf(world, (await signIn(world, { identifier, password: PASSWORD, address: '10.2.0.1' })).token);
const person = (username: string) => ({
	username,
	displayName: username,
	password: PASSWORD,
	locale: 'fr' as const,
	address: '10.2.0.1',
});
const DAY = 86_400_000;

eachDialect('setting up', (open) => {
	const chloe = { username: 'chloé', displayName: 'Chloé', password: PASSWORD, locale: 'fr' as const };
	const institution = { name: 'Cégep de la Rive', slug: 'rive', kind: 'cegep' as const };
	const tokenIn = (address: string | null) => String(address).replace('http://localhost:3000/setup/', '');

	test('the address is looked at as often as one likes, ends the one before, and opens once', async () => {
		const world = open();
		const before = tokenIn(await createSetupAddress(world));
		const token = tokenIn(await createSetupAddress(world));
		await expect(mustBeOpenSetup(world, before)).rejects.toMatchObject({ status: 404 });
		for (let n = 0; n < 5; n += 1) await mustBeOpenSetup(world, token);
		const input = { token, institution, person: chloe, key: key() };
		await expect(createFirstInstitution(world, { ...input, token: before })).rejects.toMatchObject({
			status: 404,
		});
		await expect(
			createFirstInstitution(world, { ...input, institution: { ...institution, slug: 'La Rive' } }),
		).rejects.toMatchObject({ code: 'identity.slug-shape', field: 'slug' });
		// The form is sent twice at once: one institution and one administrator are created.
		await Promise.all([createFirstInstitution(world, input), createFirstInstitution(world, input)]);
		expect(await listInstitutions(world)).toMatchObject([
			{ slug: 'rive', threshold: 15, demonstration: false },
		]);
		// The form is sent again later, from a page left open: the same content gets the first answer; with
		// another institution, the first one is kept and shown.
		await createFirstInstitution(world, input);
		const other = createFirstInstitution(world, {
			...input,
			institution: { ...institution, name: 'Cégep de la Baie' },
		});
		await expect(other).rejects.toMatchObject({
			code: 'platform.other-content',
			first: { name: institution.name },
		});
		await expect(
			createFirstInstitution(world, { ...input, person: { ...chloe, password: 'le merle chante tôt' } }),
		).rejects.toThrow('platform.other-content');
		expect(await listInstitutions(world)).toMatchObject([{ name: institution.name }]);
		const actor = await enter(world, 'chloé');
		expect(actor).toMatchObject({ memberships: [{ role: 'administrator', audience: null }] });
		await expect(createFirstInstitution(world, { ...input, key: key() })).rejects.toMatchObject({
			status: 404,
		});
		await expect(mustBeOpenSetup(world, token)).rejects.toMatchObject({ status: 404 });
		expect(await createSetupAddress(world)).toBeNull();
	});
});

describe('the form of the set-up address and of an invitation', () => {
	const worlds: TestWorld[] = [];
	afterAll(() => Promise.all(worlds.map((world) => world.close())));
	const another = async () => {
		const world = await testWorld();
		worlds.push(world);
		return world;
	};
	const SENT = {
		'setting up': async (world: TestWorld) => {
			const token = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
			const institution = { name: 'Cégep de la Rive', slug: 'rive', kind: 'cegep' as const };
			const input = { token, institution, person: person('chloé'), key: key() };
			return () => createFirstInstitution(world, input);
		},
		joining: async (world: TestWorld) => {
			const { id: institution } = await createInstitution(world, {
				slug: 'ici',
				name: 'Ici',
				kind: 'service-centre',
			});
			const chloe = await newcomer(world, [{ institution, role: 'administrator' }], 'Chloé');
			const invitation = { institution, role: 'learner' as const, audience: 'student' as const };
			const code = await createInvitation(world, chloe, { ...invitation, days: 7, uses: 1, key: key() });
			const input = { ...person('émile'), code, key: key() };
			return () => createAccountWithCode(world, input);
		},
	};

	test.each(Object.entries(SENT))('%s: sent twice at once, each gets its answer', async (_name, stage) => {
		const outcomes = await betweenReads(
			async () => {
				const world = await another();
				return { world, send: await stage(world) };
			},
			({ send }) => send().then(() => 'done'),
			({ send }) => send(),
		);
		expect(outcomes.length).toBeGreaterThan(0);
		expect(outcomes).toEqual(outcomes.map(() => 'done'));
	});
});

eachDialect('the set-up address', (open) => {
	test('ends after a day', async () => {
		const world = open();
		const token = String(await createSetupAddress(world)).split('/setup/')[1] ?? '';
		world.setNow(new Date(world.now().getTime() + DAY));
		await expect(mustBeOpenSetup(world, token)).rejects.toMatchObject({ status: 404 });
		await expect(mustBeOpenSetup(world, 'not-a-token')).rejects.toMatchObject({ status: 404 });
	});
});

eachDialect('an invitation', (open) => {
	let chloe: Actor = ANONYMOUS;
	let here = '';
	let stranger: Actor = ANONYMOUS;

	beforeAll(async () => {
		const world = open();
		here = (await createInstitution(world, { slug: 'ici', name: 'Ici', kind: 'service-centre' })).id;
		const there = (await createInstitution(world, { slug: 'la', name: 'Là', kind: 'service-centre' })).id;
		const administer = (institution: string) => [{ institution, role: 'administrator' as const }];
		await createPerson(world, { ...person('chloé'), memberships: administer(here) });
		await createPerson(world, { ...person('ailleurs'), memberships: administer(there) });
		chloe = await enter(world, 'chloé');
		stranger = await enter(world, 'ailleurs');
	});

	/** Creates an invitation one second after the previous one, so that the latest is listed first. */
	const invite = (world: TestWorld, more = {}) => {
		world.setNow(new Date(world.now().getTime() + 1000));
		return createInvitation(world, chloe, {
			institution: here,
			role: 'learner',
			audience: 'student',
			days: 7,
			uses: 1,
			key: key(),
			...more,
		});
	};

	test('lets Émile, who has no e-mail, make his account; the code is then spent', async () => {
		const world = open();
		const code = await invite(world);
		expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
		const input = { ...person('émile'), code: code.toLowerCase().replace('-', ' '), key: key() };
		await createAccountWithCode(world, input);
		await createAccountWithCode(world, input);
		const emile = await personByUsername(world, 'ÉMILE');
		const other = createAccountWithCode(world, { ...input, displayName: 'Émile Roy' });
		await expect(other).rejects.toMatchObject({
			status: 409,
			code: 'platform.other-content',
			first: { username: 'émile', email: '', displayName: input.displayName },
		});
		await expect(createAccountWithCode(world, { ...input, password: 'le merle chante tôt' })).rejects.toThrow(
			'platform.other-content',
		);
		expect(emile).toMatchObject({ email: null, mustChangePassword: false });
		expect(await membershipsOf(world, emile?.id ?? '')).toEqual([
			{ institution: here, role: 'learner', audience: 'student' },
		]);
		await expect(
			createAccountWithCode(world, { ...person('retard'), code, key: key() }),
		).rejects.toMatchObject({
			code: 'identity.code-unknown',
			field: 'code',
		});
		expect(await personByUsername(world, 'retard')).toBeUndefined();
	});

	test('refused, it is not spent: a taken name, a weak password', async () => {
		const world = open();
		const code = await invite(world);
		const input = { ...person('Émile'), code, key: key() };
		await expect(createAccountWithCode(world, input)).rejects.toMatchObject({
			code: 'identity.username-taken',
			field: 'username',
		});
		await expect(
			createAccountWithCode(world, { ...input, username: 'nouvelle', password: 'nouvelle' }),
		).rejects.toMatchObject({ code: 'identity.password-username', field: 'password' });
		await createAccountWithCode(world, { ...input, username: 'nouvelle' });
		expect(await personByUsername(world, 'nouvelle')).toBeDefined();
	});

	test('for three lets three in, however many come at once', async () => {
		const world = open();
		const code = await invite(world, { uses: 3 });
		const all = await Promise.allSettled(
			[1, 2, 3, 4, 5].map((n) =>
				createAccountWithCode(world, { ...person(`groupe-${n}`), code, key: key() }),
			),
		);
		expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
	});

	test('revoked or past its date, it opens nothing', async () => {
		const world = open();
		const code = await invite(world);
		const [latest] = await listInvitations(world, chloe, here);
		const revoke = { institution: here, invitation: latest?.id ?? '', key: key() };
		await expect(revokeInvitation(world, stranger, revoke)).rejects.toMatchObject({ status: 404 });
		await revokeInvitation(world, chloe, revoke);
		await revokeInvitation(world, chloe, revoke);
		await expect(
			createAccountWithCode(world, { ...person('trop-tard'), code, key: key() }),
		).rejects.toMatchObject({
			code: 'identity.code-unknown',
		});
		const other = await invite(world, { days: 1 });
		world.setNow(new Date(world.now().getTime() + DAY));
		await expect(
			createAccountWithCode(world, { ...person('trop-tard'), code: other, key: key() }),
		).rejects.toMatchObject({
			code: 'identity.code-unknown',
		});
		// A day later, the administrator's session has ended too.
		chloe = await enter(world, 'chloé');
		stranger = await enter(world, 'ailleurs');
		const states = (await listInvitations(world, chloe, here)).map((one) => one.state);
		expect(states).toEqual(expect.arrayContaining(['revoked', 'expired', 'spent']));
	});

	test('sent twice by the same form, there is one invitation, and the last code shown works', async () => {
		const world = open();
		const same = key();
		const before = (await listInvitations(world, chloe, here)).length;
		const first = await invite(world, { key: same });
		const second = await invite(world, { key: same });
		expect(await listInvitations(world, chloe, here)).toHaveLength(before + 1);
		await expect(
			createAccountWithCode(world, { ...person('double'), code: first, key: key() }),
		).rejects.toMatchObject({ code: 'identity.code-unknown' });
		await createAccountWithCode(world, { ...person('double'), code: second, key: key() });
	});

	test('sent again once its code was used or revoked, it shows no code that would not work', async () => {
		const world = open();
		const used = { code: 'identity.invitation-used', status: 409 };
		const same = { key: key(), uses: 2 };
		const code = await invite(world, same);
		await createAccountWithCode(world, { ...person('premiere'), code, key: key() });
		await expect(invite(world, same)).rejects.toMatchObject(used);
		await createAccountWithCode(world, { ...person('deuxieme'), code, key: key() });

		const other = { key: key() };
		await invite(world, other);
		const [latest] = await listInvitations(world, chloe, here);
		await revokeInvitation(world, chloe, { institution: here, invitation: latest?.id ?? '', key: key() });
		await expect(invite(world, other)).rejects.toMatchObject(used);
	});

	test('a code that nobody ever made costs no hash; a spent one goes on, for the form that spent it', async () => {
		const world = open();
		const never = {
			...world,
			get passwordCost(): never {
				throw new Error('a password was hashed');
			},
		};
		const unknown = { ...person('inconnue'), code: '22222-22222', key: key() };
		await expect(createAccountWithCode(never, unknown)).rejects.toMatchObject({
			code: 'identity.code-unknown',
		});
		const code = await invite(world);
		const input = { ...person('dépensée'), code, key: key() };
		await expect(createAccountWithCode(never, input)).rejects.toThrow('a password was hashed');
		await createAccountWithCode(world, input);
		await createAccountWithCode(world, input);
	});

	test('adds a role to the account of whoever is signed in, once', async () => {
		const world = open();
		const bruno = await createPerson(world, person('bruno'));
		const actor = await enter(world, 'bruno');
		const code = await invite(world, { role: 'adviser', uses: 2 });
		const input = { code, key: key() };
		await addRoleWithCode(world, actor, input);
		await addRoleWithCode(world, actor, input);
		expect(await membershipsOf(world, bruno)).toEqual([
			{ institution: here, role: 'adviser', audience: null },
		]);
		await expect(addRoleWithCode(world, actor, { code, key: key() })).rejects.toMatchObject({
			code: 'identity.role-held',
		});
		await expect(addRoleWithCode(world, ANONYMOUS, input)).rejects.toMatchObject({ status: 401 });
		const [latest] = await listInvitations(world, chloe, here);
		expect(latest).toMatchObject({ uses: 2, usesLeft: 1, state: 'open' });
	});

	test('is made and seen by the administrator of the institution alone; no code is kept', async () => {
		const world = open();
		const code = await invite(world);
		const input = {
			institution: here,
			role: 'learner' as const,
			audience: 'teacher' as const,
			days: 1,
			uses: 1,
			key: key(),
		};
		const bruno = await enter(world, 'bruno');
		for (const other of [stranger, bruno]) {
			await expect(createInvitation(world, other, input)).rejects.toMatchObject({ status: 404 });
			await expect(listInvitations(world, other, here)).rejects.toMatchObject({ status: 404 });
		}
		await expect(createInvitation(world, ANONYMOUS, input)).rejects.toMatchObject({ status: 401 });
		const kept = JSON.stringify(await listInvitations(world, chloe, here));
		expect(kept).not.toContain(code);
		expect(kept).not.toContain(code.slice(0, 5));
	});

	test('is taken once more than it allows by nobody, even by whoever read it as open', async () => {
		const world = open();
		await invite(world, { uses: 2 });
		const [latest] = await listInvitations(world, chloe, here);
		const take = () => world.db.write((tx) => spendInvitationUse(tx, latest?.id ?? ''));
		expect([await take(), await take(), await take()]).toEqual([true, true, false]);
		expect((await listInvitations(world, chloe, here))[0]).toMatchObject({ usesLeft: 0, state: 'spent' });
	});
});
