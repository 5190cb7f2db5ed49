import type { World } from '#platform/server';
import { onThisThread, openWorkshop, type Workshop, workshopOf } from './signing-pool.ts';

/** Beyond so many, a command that has no threads opens some (badges of a whole school). */
export const MANY = 200;

/** Cuts a list into what a workshop is given, and is written, at once. */
export function inChunks<T>(
	all: readonly T[],
	{ atOnce }: Pick<Workshop, 'atOnce'>,
): readonly (readonly T[])[] {
	const chunks: T[][] = [];
	for (let from = 0; from < all.length; from += atOnce) chunks.push(all.slice(from, from + atOnce));
	return chunks;
}

/**
 * Does chunks side by side: one more than there are threads, so that one is being written while the others are worked on.
 * Nothing is begun after one has thrown; what was is finished first.
 */
export async function sideBySide<C>(
	chunks: readonly C[],
	{ threads }: Workshop,
	each: (chunk: C) => Promise<void>,
): Promise<void> {
	const left = [...chunks];
	let failed: { readonly problem: unknown } | undefined;
	const lane = async () => {
		for (let chunk = left.shift(); chunk !== undefined && !failed; chunk = left.shift()) {
			try {
				await each(chunk);
			} catch (problem) {
				failed = { problem };
			}
		}
	};
	await Promise.all(Array.from({ length: threads === 1 ? 1 : threads + 1 }, lane));
	if (failed) throw failed.problem;
}

/** The threads of the world; where it has none, threads of their own for many badges, this thread for few. */
export async function withWorkshop<T>(
	world: Pick<World, 'threads'>,
	howMany: number,
	work: (workshop: Workshop) => Promise<T>,
	given: Workshop = workshopOf(world),
): Promise<T> {
	if (given !== onThisThread || howMany <= MANY) return work(given);
	const workshop = openWorkshop();
	try {
		return await work(workshop);
	} finally {
		await workshop.close();
	}
}
