import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { createInstitution, createPerson } from '#identity/server';
import type { World } from '#platform/server';
import { testWorld, type TestWorld } from '#tests/world';
import { load } from '../+page.server.ts';
import { POST } from './+server.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
	const { id: institution } = await createInstitution(world, {
		...{
			slug: 'demonstration',
			name: 'Érables (démonstration)',
			kind: 'service-centre',
			demonstration: true,
		},
	});
	const memberships = [{ institution, role: 'learner', audience: 'teacher' }] as const;
	await createPerson(world, { username: 'ada', displayName: 'Ada Tremblay-Roy', memberships });
});
afterAll(() => world.close());

const event = (on: World, body: Record<string, string>) => {
	const set: string[] = [];
	const url = new URL('/sign-in/demonstration', world.origin);
	const drafts = {
		...{ holder: null, isWaiting: () => Promise.resolve(false), ofPage: () => Promise.resolve([]) },
		deleteWaiting: () => Promise.resolve(),
	};
	return {
		...{ set, url, params: {}, route: { id: '/(public)/sign-in/demonstration' } },
		locals: { world: on, actor: ANONYMOUS, locale: 'fr', drafts, requestId: 'one' },
		cookies: { get: () => undefined, set: (name: string) => void set.push(name) },
		getClientAddress: () => '10.2.0.1',
		request: new Request(url, {
			...{ method: 'POST', body: new URLSearchParams(body), headers: { cookie: 'lang=fr' } },
		}),
	};
};
const sent = async (on: World, body: Record<string, string>) => {
	const one = event(on, body);
	const thrown: unknown = await POST(one as never).catch((problem: unknown) => problem);
	return { thrown, set: one.set };
};

test('a demonstration offers its people and lets one in; a real service does neither, whatever is sent', async () => {
	const service = { ...world, demonstration: false };
	const offered = async (on: World) => ((await load(event(on, {}) as never)) as { lent: object[] }).lent;
	expect(await offered(world)).toEqual([{ username: 'ada', name: 'Ada', as: 'teacher' }]);
	expect(await offered(service)).toEqual([]);

	const entered = await sent(world, { username: 'ada', next: '/training' });
	expect(entered).toEqual({
		...{ thrown: expect.objectContaining({ status: 303, location: '/training' }), set: ['__Host-sid'] },
	});
	expect((await sent(world, { username: 'ada', next: '//elsewhere' })).thrown).toMatchObject({
		location: '/today',
	});
	for (const [on, body] of [
		[service, { username: 'ada' }],
		[service, {}],
		[world, { username: 'zoe' }],
	] as const) {
		const { thrown, set } = await sent(on, body as Record<string, string>);
		expect(thrown).toMatchObject({ status: 404 });
		expect(set).toEqual([]);
	}
});
