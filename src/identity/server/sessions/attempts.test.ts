import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { ATTEMPT_LIMITS } from '../../attempt-rules.ts';
import { newId } from '#platform/server';
import { attemptsFor } from './attempt-store.ts';
import type * as Attempts from './attempts.ts';
import { attemptKey } from './tokens.ts';

/** Loads `attempts.ts` anew, as another process has it: with turns of its own. */
const anotherProcess = (n: number) =>
	import(/* @vite-ignore */ `./attempts.ts?process=${n}`) as Promise<typeof Attempts>;

eachDialect('passwords tried in several processes', (open) => {
	const NODES = 4;
	const later = (seconds: number) => open().setNow(new Date(open().now().getTime() + seconds * 1000));

	/** Tries a password in every process at once, `each` times; returns how many were looked at. */
	async function tryEverywhere(account: string, each: number): Promise<number> {
		const nodes = await Promise.all(Array.from({ length: NODES }, (_, n) => anotherProcess(n)));
		let looked = 0;
		await Promise.allSettled(
			nodes.flatMap(({ tryPassword }) =>
				Array.from({ length: each }, () =>
					tryPassword(
						open(),
						account,
						async () => {
							looked += 1;
							await new Promise((done) => setTimeout(done, 5));
							return false;
						},
						null,
					),
				),
			),
		);
		return looked;
	}

	test('once the free tries are used up, one try is looked at after each wait, in whichever process', async () => {
		const account = newId();
		const first = await tryEverywhere(account, 10);
		// At the moment when the free tries end, each process may have one under way.
		expect(first).toBeGreaterThanOrEqual(ATTEMPT_LIMITS.free);
		expect(first).toBeLessThan(ATTEMPT_LIMITS.free + NODES);
		expect(await attemptsFor(open().db.read, attemptKey(account))).toMatchObject({ failures: first });
		for (let n = 0; n < 3; n += 1) {
			later(ATTEMPT_LIMITS.longestWait);
			expect(await tryEverywhere(account, 3)).toBe(1);
		}
		expect(await attemptsFor(open().db.read, attemptKey(account))).toMatchObject({ failures: first + 3 });
	});

	test('a try that could not be looked at is not counted, nor is a right one; what came meanwhile is', async () => {
		const account = newId();
		const key = attemptKey(account);
		const { tryPassword } = await anotherProcess(0);
		const counted = async () => (await attemptsFor(open().db.read, key))?.failures;
		for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1)
			await tryPassword(open(), account, async () => false, null);
		later(ATTEMPT_LIMITS.longestWait);
		const before = await attemptsFor(open().db.read, key);
		const failing = tryPassword(open(), account, () => Promise.reject(new Error('busy')), null);
		await expect(failing).rejects.toThrow('busy');
		expect(await attemptsFor(open().db.read, key)).toEqual(before);
		expect(await tryPassword(open(), account, async () => true, null, { forgets: false })).toBe(true);
		expect(await attemptsFor(open().db.read, key)).toEqual(before);
		let inside: number | undefined;
		await tryPassword(open(), account, async () => ((inside = await counted()), false), null);
		expect([inside, await counted()]).toEqual([ATTEMPT_LIMITS.free + 1, ATTEMPT_LIMITS.free + 1]);
		later(ATTEMPT_LIMITS.longestWait);
		expect(await tryPassword(open(), account, async () => true, null)).toBe(true);
		expect(await counted()).toBeUndefined();
	});
});
