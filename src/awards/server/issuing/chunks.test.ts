import { expect, test } from 'vitest';
import { jobsOnThisThread as noThreads } from '#platform/threads';
import { splitIntoChunks, MOST_BADGES_WITHOUT_THREADS, runConcurrently, withSigningPool } from './chunks.ts';
import { callingThreadSigningPool, openSigningPool, type SigningPool } from './signing-pool.ts';

const numbers = (length: number) => Array.from({ length }, (_, n) => n);
const pool = (threads: number): SigningPool => ({ ...callingThreadSigningPool, threads });

test('fifty are written at once, in their order', () => {
	expect(splitIntoChunks([], callingThreadSigningPool)).toEqual([]);
	expect(splitIntoChunks(numbers(50), callingThreadSigningPool)).toEqual([numbers(50)]);
	const chunks = splitIntoChunks(numbers(120), callingThreadSigningPool);
	expect(chunks.map(({ length }) => length)).toEqual([50, 50, 20]);
	expect(chunks.flat()).toEqual(numbers(120));
	expect(openSigningPool(1).batchSize).toBe(50);
});

test.each([
	[1, 1],
	[2, 3],
	[4, 5],
])('with %i threads, %i chunks go side by side, each once', async (threads, together) => {
	let under = 0;
	let most = 0;
	const done: number[] = [];
	await runConcurrently(numbers(12), pool(threads), async (n) => {
		most = Math.max(most, (under += 1));
		await new Promise((resolve) => setImmediate(resolve));
		under -= 1;
		done.push(n);
	});
	expect(most).toBe(together);
	expect(done.toSorted((a, b) => a - b)).toEqual(numbers(12));
});

test('after one has thrown nothing is begun, what was is finished first, and its problem is told', async () => {
	const [begun, done]: [number[], number[]] = [[], []];
	const all = runConcurrently(numbers(12), pool(2), async (n) => {
		begun.push(n);
		await new Promise((resolve) => setImmediate(resolve));
		if (n === 1) throw new Error('One.');
		await new Promise((resolve) => setImmediate(resolve));
		done.push(n);
	});
	await expect(all).rejects.toThrow('One.');
	expect(begun).toEqual([0, 1, 2]);
	expect(done).toEqual([0, 2]);
});

test('threads of its own for more than 200 where the world has none; this thread for few; the given ones else', async () => {
	const world = { threads: noThreads };
	const used = (howMany: number, given?: SigningPool) =>
		withSigningPool(world, howMany, async (one) => one, ...(given ? [given] : []));
	expect(MOST_BADGES_WITHOUT_THREADS).toBe(200);
	expect(await used(200)).toBe(callingThreadSigningPool);
	const own = await used(201);
	expect(own).not.toBe(callingThreadSigningPool);
	expect(own.threads).toBeGreaterThanOrEqual(1);
	// Its threads are there until the work is done.
	let over = false;
	const work = async (one: SigningPool) => {
		const { close } = one;
		const overAtClose: boolean[] = [];
		Object.assign(one, { close: () => (overAtClose.push(over), close()) });
		await new Promise((resolve) => setImmediate(resolve));
		over = true;
		return overAtClose;
	};
	expect(await withSigningPool(world, 201, work)).toEqual([true]);
	const given = openSigningPool(1);
	expect(await used(1000, given)).toBe(given);
	await given.close();
	await expect(
		withSigningPool(world, 201, async () => {
			throw new Error('Two.');
		}),
	).rejects.toThrow('Two.');
});
