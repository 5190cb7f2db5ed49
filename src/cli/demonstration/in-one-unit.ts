import type { Database, World } from '#platform/server';

/**
 * Runs several use cases in one write unit: everything they write is kept, or nothing. Other writers wait
 * meanwhile, so only the operator's command may use it, where signing inside a transaction disturbs nobody
 * for long.
 */
export const inOneUnit = <T>(world: World, work: (inside: World) => Promise<T>): Promise<T> =>
	world.db.write((tx) => {
		const { dialect } = world.db;
		const db: Database = {
			dialect,
			read: tx,
			write: (unit) => unit(tx),
			traceReads: async (read) => ({ value: await read(), trace: undefined }),
			truncateWal: async () => {},
			close: async () => {},
		};
		return work({ ...world, db });
	});
