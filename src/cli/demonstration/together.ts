import type { World } from '#platform/server';

/**
 * Runs several use cases in one write unit: all of what they do is kept, or nothing. Other writers wait meanwhile, so
 * this is for the command alone, where signing inside a write disturbs nobody for long.
 */
export const together = <T>(world: World, work: (inside: World) => Promise<T>): Promise<T> =>
	world.db.write((tx) => {
		const { dialect } = world.db;
		const db = {
			dialect,
			read: tx,
			write: <U>(unit: (q: typeof tx) => Promise<U>) => unit(tx),
			emptyJournal: async () => {},
			close: async () => {},
		};
		return work({ ...world, db });
	});
