import type { Database, Queries } from '#platform/server';

/** The query, whatever is asked of it before it is awaited; then it waits for `wait` first. */
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

/** A database where something else happens just before the read of a number (from 0) outside every write unit. */
function happeningAt(db: Database, number: number, happen: () => Promise<unknown>) {
	let reads = 0;
	const wait = async () => {
		reads += 1;
		if (reads === number + 1) await happen();
	};
	return { reached: () => reads > number, db: { ...db, read: late(db.read as Queries & object, wait) } };
}

/**
 * Does a work again and again, each time with something else done just before another of its reads, and tells what came
 * of each: what it gave, or the error. `prepare` makes what each time works on; `happen` finds the database undisturbed.
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
