import type { Database, Queries } from '#platform/server';

/** Wraps a query builder so that awaiting its query, after any chain of calls, first awaits `wait`. */
function late<T extends object>(query: T, wait: () => Promise<void>): T {
	return new Proxy(query, {
		get(target, name) {
			const found: unknown = Reflect.get(target, name, target);
			if (typeof found !== 'function') return found;
			if (name === 'then')
				return (...handlers: Parameters<Promise<unknown>['then']>) =>
					wait()
						.then(() => target)
						.then(...handlers);
			return (...given: unknown[]) => {
				const made: unknown = found.apply(target, given);
				return made !== null && typeof made === 'object' ? late(made, wait) : made;
			};
		},
	});
}

/**
 * Wraps a database so that it runs `happen` just before its read number `number` (from 0); only reads outside
 * of write units count. `reached` tells whether there was such a read.
 */
function happeningAt(db: Database, number: number, happen: () => Promise<unknown>) {
	let reads = 0;
	const wait = async () => {
		reads += 1;
		if (reads === number + 1) await happen();
	};
	return { reached: () => reads > number, db: { ...db, read: late(db.read as Queries & object, wait) } };
}

/**
 * Runs `work` once for each of its reads outside of write units; each time, `happen` changes the database
 * just before another of these reads. Returns one outcome per run: the result, or the error. `prepare` builds
 * what a run works on; `happen` sees the unwrapped database.
 */
export async function betweenReads<T extends { readonly world: { readonly db: Database } }>(
	prepare: () => Promise<T>,
	work: (on: T) => Promise<unknown>,
	happen: (on: T) => Promise<unknown>,
): Promise<unknown[]> {
	const outcomes: unknown[] = [];
	for (;;) {
		const on = await prepare();
		const { db } = on.world;
		const calm = () => Object.assign(on.world, { db });
		const { db: disturbed, reached } = happeningAt(db, outcomes.length, () => {
			calm();
			return happen(on);
		});
		Object.assign(on.world, { db: disturbed });
		const outcome: unknown = await work(on).catch((error: unknown) => error);
		calm();
		if (!reached()) return outcomes;
		outcomes.push(outcome);
		if (outcomes.length > 200) return outcomes;
	}
}
