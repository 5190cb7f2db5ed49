import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { actorOf, createInstitution, createPerson, signOut } from '../index.ts';
import { ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { updateDisabled } from '../accounts/people-store.ts';
import { enterDemonstration, demonstrationAccounts } from './enter-demonstration.ts';
import { rateLimitSignIns } from './sign-in.ts';

const notFound = { code: 'not-found', status: 404 };
const address = '10.1.0.1';

eachDialect('entering a demonstration', (open) => {
	test('the accounts lent are those of a demonstration, in a demonstration: nobody real, in no real service', async () => {
		const world = open();
		const pretend = await createInstitution(world, {
			...{
				slug: 'demonstration',
				name: 'Érables (démonstration)',
				kind: 'service-centre',
				demonstration: true,
			},
		});
		const real = await createInstitution(world, { slug: 'erables', name: 'Érables', kind: 'service-centre' });
		const person = (username: string, ...institutions: string[]) =>
			createPerson(world, {
				...{ username, displayName: `${username} Tremblay` },
				memberships: institutions.map((institution) => ({
					institution,
					role: 'adviser' as const,
					audience: null,
				})),
			});
		expect(await demonstrationAccounts(world)).toEqual([]);
		const ada = await person('ada', pretend.id);
		await person('emile', real.id);
		await person('bruno', pretend.id, real.id);
		const chloe = await person('chloe', pretend.id);
		await person('zoe', pretend.id);
		expect((await demonstrationAccounts(world)).map(({ id }) => id)).toEqual([ada, chloe]);

		const enter = (username: string, on = world) => enterDemonstration(on, { username, address });
		const { token, ...entered } = await enter('ada');
		expect(entered).toEqual({ person: ada, mustChangePassword: false, landing: '/today' });
		const actor = await actorOf(world, token);
		expect(actor).toMatchObject({ kind: 'person', id: ada });
		await signOut(world, actor);
		expect((await actorOf(world, token)).kind).toBe('anonymous');
		// Refused alike: a person of a real institution, one of a real and a demonstration's, one who is not
		// lent, and unknown names.
		for (const other of ['emile', 'bruno', 'zoe', 'personne', ''])
			await expect(enter(other)).rejects.toMatchObject(notFound);

		// A real service, with a public address, lends no account, whatever its database contains.
		const service = { ...world, demonstration: false };
		expect(await demonstrationAccounts(service)).toEqual([]);
		await expect(enter('ada', service)).rejects.toMatchObject(notFound);

		await world.db.write((tx) => updateDisabled(tx, ada, world.now()));
		expect((await demonstrationAccounts(world)).map(({ id }) => id)).toEqual([chloe]);
		await expect(enter('ada')).rejects.toMatchObject(notFound);
	});

	test('it takes of the share of sign-ins of its place', async () => {
		const world = open();
		const from = { username: 'chloe', address: world.db.dialect === 'sqlite' ? '10.1.0.2' : '10.1.0.3' };
		await enterDemonstration(world, from);
		for (let n = 1; n < ADDRESS_RATE_LIMIT.burst; n += 1) await rateLimitSignIns(world, from.address);
		await expect(enterDemonstration(world, from)).rejects.toMatchObject({
			...{ code: 'identity.many-from-here', status: 429 },
		});
	});
});
