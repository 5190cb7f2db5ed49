import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, touchedRows } from '../../../../tests/touched-rows.ts';
import { countFailure, deleteAttemptsOf } from '../sessions/attempt-store.ts';
import { storeNoticeCount } from '../accounts/people-store.ts';
import { storePlace } from '../sessions/session-store.ts';
import { markAllWithdrawn, removeShares, shortenShares } from './sharing-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);
const AUTUMN = { granteeKind: 'cohort', grantee: 'autumn' } as const;

beforeEach(async () => {
	world = await testWorld();
	for (const id of ['ada', 'emile']) await putRow(world, 'people', { id });
	for (const person of ['ada', 'emile'])
		for (const granteeKind of ['cohort', 'adviser'])
			for (const grantee of ['autumn', 'winter']) {
				const share = { person, granteeKind, grantee };
				await putRow(world, 'shares', share);
				await putRow(world, 'shares', { ...share, withdrawnAt: second(1) });
			}
});
afterEach(() => world.close());

test('the shares with one grantee are shortened, but for those that end earlier or were withdrawn', async () => {
	const shorten = (n: number) => touched((tx) => shortenShares(tx, AUTUMN, second(n)));
	expect([await shorten(50), await shorten(60), await shorten(40)]).toEqual([
		{ shares: 2 },
		{},
		{ shares: 2 },
	]);
});

test('the shares with one grantee are withdrawn once', async () => {
	const withdraw = (n: number) => touched((tx) => markAllWithdrawn(tx, AUTUMN, second(n)));
	expect([await withdraw(2), await withdraw(3)]).toEqual([{ shares: 2 }, {}]);
});

test('what somebody shared with some cohorts is deleted, ended shares included', async () => {
	expect(await touched((tx) => removeShares(tx, 'ada', ['autumn']))).toEqual({ shares: 2 });
});

test('what is counted and stored for one person, or one session, stays theirs', async () => {
	for (const [key, person] of [
		['a', 'ada'],
		['b', 'emile'],
	] as const)
		await world.db.write((tx) => countFailure(tx, key, person, { at: second(1), since: second(0) }));
	expect(await touched((tx) => deleteAttemptsOf(tx, 'ada'))).toEqual({ signInAttempts: 1 });
	await putRow(world, 'institutions', { id: 'here' });
	for (const id of ['s', 't']) await putRow(world, 'sessions', { id, person: 'ada' });
	expect(await touched((tx) => storePlace(tx, 's', 'here'))).toEqual({ sessions: 1 });
	const unread = sql<number>`3`;
	expect(await touched((tx) => storeNoticeCount(tx, 'ada', { unread }))).toEqual({ people: 1 });
});
