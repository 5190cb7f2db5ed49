import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCohortAndRecordLook, createCohort, joinedCohorts } from '#cohort/server';
import { nextPath, type Actor } from '#identity';
import { neighbours, type Neighbourhood } from '#tests/neighbours';
import { pageOf } from '#tests/rendered-page';
import { type TestWorld, testWorld } from '#tests/world';
import { load } from './+page.server.ts';
import Page from './+page.svelte';

let world: TestWorld;
let here: Neighbourhood;
let there: Neighbourhood;
beforeAll(async () => {
	world = await testWorld();
	({ here, there } = await neighbours(world));
});
afterAll(() => world.close());

/** Opens « Mes cohortes » at an address, as an actor; returns its data and how it is drawn. */
async function open(actor: Actor, address: string) {
	const drafts = { holder: null, ofPage: () => Promise.resolve([]) };
	const event = {
		url: new URL(address, world.origin),
		route: { id: null },
		locals: { world, actor, locale: 'fr', drafts },
		cookies: { get: () => undefined },
	};
	const data = (await load(event as never)) as { offer: object | null };
	const shell = { timeZone: 'America/Toronto' };
	return { data, body: pageOf(Page as never, { data: { ...data, shell } }, address).body };
}

test('the link of a cohort shows Ada what joining means, with its code, and joins nothing', async () => {
	const [ada] = here.learners;
	const { cohort } = await readCohortAndRecordLook(world, here.adviser, here.cohorts[0]);
	const code = `${cohort.joinCode.slice(0, 4)}-${cohort.joinCode.slice(4)}`.toUpperCase();
	const { data, body } = await open(ada, `/cohorts/join?code=${code}`);
	expect(data.offer).toMatchObject({ name: 'Automne', code, joined: false });
	expect(body).toContain('action="?/join"');
	expect(body).toContain(`name="code" value="${code}"`);
	expect(body).not.toContain('role="alert"');
	expect(await joinedCohorts(world, ada)).toEqual([]);
	const plain = await open(ada, '/cohorts/join');
	expect(plain.data.offer).toBeNull();
	expect(plain.body).not.toContain('role="alert"');
	expect((await open(ada, '/cohorts/join?code=')).body).not.toContain('role="alert"');
});

test('a link that leads nowhere fills in its code, and says why', async () => {
	const [ada] = here.learners;
	const elsewhere = await readCohortAndRecordLook(world, there.adviser, there.cohorts[0]);
	for (const code of [elsewhere.cohort.joinCode, 'zzzz-zzzz', 'x'.repeat(3000), '%00'])
		expect((await open(ada, `/cohorts/join?code=${code}`)).data, code).toMatchObject({ offer: null });
	const { body } = await open(ada, '/cohorts/join?code=zzzz-zzzz');
	expect(body).toContain('role="alert"');
	expect(body).toMatch(/<input[^>]*name="code"[^>]*value="zzzz-zzzz"/);
	expect(body).not.toContain('action="?/join"');
});

test('Ada, signed out, follows the link through the sign-in page, and is led back to it', async () => {
	const made = { name: 'Groupe', audience: 'teacher' as const, endsOn: null, key: world.newId() };
	const id = await createCohort(world, here.adviser, made);
	const { cohort } = await readCohortAndRecordLook(world, here.adviser, id);
	const address = `/cohorts/join?code=${cohort.joinCode}`;
	const { location } = (await open({ kind: 'anonymous' }, address).catch((sent: unknown) => sent)) as {
		location: string;
	};
	const asked = new URL(location, world.origin);
	expect(asked.pathname).toBe('/sign-in');
	expect(nextPath(asked.searchParams.get('next'), '/today')).toBe(address);
});
