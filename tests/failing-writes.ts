import type { Database, Queries } from '#platform/server';

/** What a write says that is made to fail. */
const FAILED = new Error('This write was made to fail.');
const UNDONE = new Error('Every write was done, then undone.');
const WENT_ON = new Error('The work went on after a write that failed.');

/** A query that fails when it is awaited, whatever is asked of it before. */
const failing: unknown = new Proxy(() => failing, {
	get: (_query, name) =>
		name === 'then'
			? (...handlers: Parameters<Promise<never>['then']>) => Promise.reject(FAILED).then(...handlers)
			: failing,
});

/** A database whose write units are all undone, and where the write of a number (from 0) fails in each. */
function failingAt(db: Database, number: number): Database {
	return {
		...db,
		write: (work) =>
			db.write(async (tx) => {
				let writes = 0;
				const counted = new Proxy(tx, {
					get(target, name) {
						const found: unknown = Reflect.get(target, name, target);
						if (typeof found !== 'function') return found;
						if (name !== 'insert' && name !== 'update' && name !== 'delete') return found.bind(target);
						return (...given: unknown[]) => {
							writes += 1;
							return writes === number + 1 ? failing : found.apply(target, given);
						};
					},
				});
				await work(counted as Queries);
				throw writes > number ? WENT_ON : UNDONE;
			}),
	};
}

/**
 * Does a work as often as it writes, each time with another of its writes failing, and tells what came of each: `failed`
 * where the work failed with it, as it must. Nothing that it does is kept.
 */
export async function failedWrites(
	db: Database,
	work: (db: Database) => Promise<unknown>,
): Promise<('failed' | 'went on' | unknown)[]> {
	const outcomes: unknown[] = [];
	for (;;) {
		const outcome: unknown = await work(failingAt(db, outcomes.length)).catch((error: unknown) => error);
		if (outcome === UNDONE) return outcomes;
		outcomes.push(outcome === FAILED ? 'failed' : outcome === WENT_ON ? 'went on' : outcome);
		if (outcomes.length > 200) return outcomes;
	}
}
