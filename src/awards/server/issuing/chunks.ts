import type { World } from '#platform/server';
import { onThisThread, openSigningPool, type SigningPool, signingPoolOf } from './signing-pool.ts';

/** Above this many badges, a command that has no threads opens some. */
export const OWN_THREADS_ABOVE = 200;

/** Splits a list into chunks of the pool's batch size. */
export function splitIntoChunks<T>(
	all: readonly T[],
	{ batchSize }: Pick<SigningPool, 'batchSize'>,
): readonly (readonly T[])[] {
	const chunks: T[][] = [];
	for (let from = 0; from < all.length; from += batchSize) chunks.push(all.slice(from, from + batchSize));
	return chunks;
}

/**
 * Runs chunks concurrently: one more than there are threads, so that one is written while the others are signed. After
 * the first error no chunk is started; those that run are awaited, then the error is thrown.
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

/** Runs `work` with the world's pool; if it has none, with new threads for many badges, or this thread for few. */
export async function withSigningPool<T>(
	world: Pick<World, 'threads'>,
	howMany: number,
	work: (pool: SigningPool) => Promise<T>,
	given: SigningPool = signingPoolOf(world),
): Promise<T> {
	if (given !== onThisThread || howMany <= OWN_THREADS_ABOVE) return work(given);
	const pool = openSigningPool();
	try {
		return await work(pool);
	} finally {
		await pool.close();
	}
}
