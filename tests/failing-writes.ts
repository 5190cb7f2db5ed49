import type { Database, Queries } from '#platform/server';

/** The error with which a write is made to fail. */
const FAILED = new Error('This write was made to fail.');
const UNDONE = new Error('Every write was done, then undone.');
const WENT_ON = new Error('The work went on after a write that failed.');

/**
 * Stands for a write that fails: a query builder that accepts any chain of calls and rejects with `FAILED`
 * when awaited.
 */
const failing: unknown = new Proxy(() => failing, {
	get: (_query, name) =>
		name === 'then'
			? (...handlers: Parameters<Promise<never>['then']>) => Promise.reject(FAILED).then(...handlers)
			: failing,
});

/**
 * Wraps a database so that write number `number` (from 0) of each write unit fails, and every write unit is
 * rolled back.
 */
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
 * Runs `work` once for each of its writes, with another write failing each time, and returns the outcomes:
 * `failed` when the work failed with that write, as it must; `went on` when it ignored the failure; any other
 * error as it is. Every run is rolled back.
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
