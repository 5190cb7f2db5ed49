import type { World } from '#platform/server';
import {
	callingThreadSigningPool,
	openSigningPool,
	type SigningPool,
	signingPoolOf,
} from './signing-pool.ts';

/** Above this many badges, a command, which has no threads, starts threads to sign them. */
export const MOST_BADGES_WITHOUT_THREADS = 200;

/** Splits a list into chunks of the signing pool's batch size. */
export function splitIntoChunks<T>(
	all: readonly T[],
	{ batchSize }: Pick<SigningPool, 'batchSize'>,
): readonly (readonly T[])[] {
	const chunks: T[][] = [];
	for (let from = 0; from < all.length; from += batchSize) chunks.push(all.slice(from, from + batchSize));
	return chunks;
}

/**
 * Processes chunks concurrently, one more than the pool has threads, so that one chunk is written while the
 * others are signed. With a single thread, it processes one chunk at a time. After the first error it starts
 * no chunk, awaits the chunks that are running, then throws the error.
 */
export async function runConcurrently<C>(
	chunks: readonly C[],
	{ threads }: SigningPool,
	each: (chunk: C) => Promise<void>,
): Promise<void> {
	const left = [...chunks];
	let failed: { readonly problem: unknown } | undefined;
	const runNext = async () => {
		for (let chunk = left.shift(); chunk !== undefined && !failed; chunk = left.shift()) {
			try {
				await each(chunk);
			} catch (problem) {
				failed = { problem };
			}
		}
	};
	await Promise.all(Array.from({ length: threads === 1 ? 1 : threads + 1 }, runNext));
	if (failed) throw failed.problem;
}

/**
 * Runs `work` with the world's signing pool. If the world has no threads, `work` gets new threads for more
 * than 200 badges, and this thread for fewer. `given` is a pool to use instead.
 */
export async function withSigningPool<T>(
	world: Pick<World, 'threads'>,
	howMany: number,
	work: (pool: SigningPool) => Promise<T>,
	given: SigningPool = signingPoolOf(world),
): Promise<T> {
	if (given !== callingThreadSigningPool || howMany <= MOST_BADGES_WITHOUT_THREADS) return work(given);
	const pool = openSigningPool();
	try {
		return await work(pool);
	} finally {
		await pool.close();
	}
}
