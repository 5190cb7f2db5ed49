import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseToAnswer } from '#assessment/server';
import { formDrafts } from '#drafts/server';
import { FRAMEWORK_VERSIONS } from '#framework';
import { framework } from '#framework/server';
import type { PersonActor } from '#identity';
import { actorOf } from '#identity/server';
import { addApplication } from '../src/applications/server/application-store.ts';
import { newSession, openSession } from '../src/identity/server/sessions/sessions.ts';
import { addAwards } from '../src/awards/server/award-store.ts';
import { load as frame } from '../src/routes/+layout.server.ts';
import { load as profile } from '../src/routes/(learner)/profile/+page.server.ts';
import { load as queue } from '../src/routes/(adviser)/review/+page.server.ts';
import { askedBy } from './asked.ts';
import { says, shows } from './recognised/cast.ts';
import { applicationAt, awardAt, minute, neighbours } from './recognised/neighbours.ts';
import { testWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());

type Load = (event: never) => unknown;

/** What a request for a page asks: who is there (their session), the frame of the page, the page itself, its drafts. */
async function request(load: Load, { id }: PersonActor, address: string) {
	const { token, session } = newSession(id, world.now());
	await world.db.write((tx) => openSession(tx, session));
	return askedBy(async () => {
		const actor = await actorOf(world, token);
		const cookies = { get: () => undefined, set: () => undefined, delete: () => undefined };
		const drafts = formDrafts({ world, actor, cookies, address: () => '203.0.113.9' });
		const url = new URL(address, world.origin);
		const event = { url, route: { id: null }, params: {}, locals: { world, actor, locale: 'fr', drafts } };
		const [, page] = await Promise.all([frame(event as never), load(event as never)]);
		return page as Record<string, unknown>;
	});
}

test('a profile asks eight things at most, however much somebody answered, on whatever day it is compared with', async () => {
	const { ada, here } = people;
	const [version] = FRAMEWORK_VERSIONS;
	const { asked: nothing } = await request(profile, ada, '/profile');
	expect(nothing.length).toBeGreaterThan(0);
	expect(nothing.length).toBeLessThanOrEqual(8);
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	await chooseToAnswer(world, ada, { version, mode: 'complete', key: world.newId() });
	for (const [day, answer] of [1, 2, 3].entries()) {
		world.setNow(new Date(Date.parse('2026-11-23T15:00:00Z') + day * 86_400_000));
		for (const slug of slugs) await says(world, ada, slug, answer as 1, day);
	}
	await shows(world, ada, 'collaboration');
	await world.db.write((tx) => addAwards(tx, [awardAt(world, here, ada.id)]));
	const counts: number[] = [];
	for (const address of ['/profile', ...FRAMEWORK_VERSIONS.map((one) => `/profile?version=${one}`)])
		counts.push((await request(profile, ada, address)).asked.length);
	const { asked, value } = await request(profile, ada, `/profile?version=${version}&since=2026-11-23`);
	expect(value).toMatchObject({ since: '2026-11-23', days: ['2026-11-24', '2026-11-23'] });
	expect(value['marks']).toMatchObject({
		collaboration: { shown: 'intermediate', observed: 'intermediate' },
	});
	for (const count of [...counts, asked.length]) expect(count).toBeLessThanOrEqual(8);
	// Nothing is asked twice.
	expect(new Set(asked).size).toBe(asked.length);
});

test('the queue of what waits asks six things at most, whatever waits', async () => {
	const { here, bruno } = people;
	const counts: number[] = [];
	for (let n = 0; n < 25; n += 1) {
		const one = applicationAt(world, here, (await here.learner(`Apprenant ${n}`)).id, {
			...{ state: 'submitted', submittedAt: minute(n) },
		});
		await world.db.write((tx) => addApplication(tx, one));
		if (n === 0 || n === 24) counts.push((await request(queue, bruno, '/review')).asked.length);
	}
	const { asked, value } = await request(queue, bruno, '/review?page=2');
	expect(value).toMatchObject({ count: 25, pages: 2 });
	expect(value['items']).toHaveLength(5);
	for (const count of [...counts, asked.length]) expect(count).toBeLessThanOrEqual(6);
	expect(new Set(asked).size).toBe(asked.length);
});
