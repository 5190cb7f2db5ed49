import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { failedWrites } from '#tests/failing-writes';
import { signedIn } from '#tests/people';
import { type TestWorld, testWorld } from '#tests/world';
import * as schema from '../drizzle/sqlite.schema.ts';
import { ACTS, stageFor } from './acts.fixture.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

/** Counts the rows of each table of the database. */
async function counts(): Promise<Record<string, number>> {
	const rows: Record<string, number> = {};
	for (const [name, table] of Object.entries(schema))
		rows[name] = await world.db.read.$count(table as SQLiteTable);
	return rows;
}

test.each(ACTS.map((one) => [`${one.role} ${one.name}`, one] as const))(
	'a %s: no write that fails is passed over, and nothing stays of the others',
	async (_name, one) => {
		const { db } = world;
		const stage = await stageFor(world);
		const { ada: learner, bruno: adviser, chloe: administrator } = stage;
		const perform = await one.stage(stage);
		// With a session, as everybody who acts has one: some acts write in it alone.
		const who = await signedIn(world, { learner, adviser, administrator }[one.role]);
		const before = await counts();
		const outcomes = await failedWrites(db, async (failing) => {
			Object.assign(world, { db: failing });
			await perform(who, world.newId(), false).finally(() => Object.assign(world, { db }));
		});
		expect(outcomes.length).toBeGreaterThan(0);
		expect(outcomes).toEqual(outcomes.map(() => 'failed'));
		expect(await counts()).toEqual(before);
	},
);
