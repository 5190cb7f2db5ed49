import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { betweenReads } from '#tests/between-reads';
import { signedIn } from '#tests/people';
import { type TestWorld, testWorld } from '#tests/world';
import { ACTS, stageFor } from './acts.fixture.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

let looks = 0;

test.each(ACTS.map((one) => [`${one.role} ${one.name}`, one] as const))(
	'a %s: the same form, answered while this one looks at anything, takes nothing from its answer',
	async (_name, one) => {
		const outcomes = await betweenReads(
			async () => {
				const stage = await stageFor(world);
				const who = { learner: stage.ada, adviser: stage.bruno, administrator: stage.chloe }[one.role];
				const perform = await one.stage(stage);
				const me = await signedIn(world, who);
				const key = world.newId();
				return { world, send: () => perform(me, key, false), twin: Promise.resolve() as Promise<unknown> };
			},
			async (on) => {
				await on.send();
				await on.twin;
				return 'both done';
			},
			(on) => {
				on.twin = on.send();
				// The second form is given 200 ms, not until it ends: passwords of one account are checked
				// one after another, so it may have to wait for the first.
				return Promise.race([on.twin, sleep(200)]);
			},
		);
		looks += outcomes.length;
		expect(outcomes).toEqual(outcomes.map(() => 'both done'));
	},
);

test('they looked at enough before they wrote', () => expect(looks).toBeGreaterThan(150));
