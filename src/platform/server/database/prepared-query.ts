import type { Queries } from './database.ts';

interface Buildable<Rows> {
	prepare(): { execute(values: Record<string, unknown>): PromiseLike<Rows> };
}

/**
 * A query that is built once for each connection, with `sql.placeholder(name)` where values go, then asked with them:
 * for what every page asks. Inside a PostgreSQL transaction it is built again, since each one is a connection of its own
 * to Drizzle.
 */
export function preparedQuery<Values extends Record<string, unknown>, Rows>(
	build: (queries: Queries) => Buildable<Rows>,
): (queries: Queries, values: Values) => PromiseLike<Rows> {
	const built = new WeakMap<Queries, ReturnType<Buildable<Rows>['prepare']>>();
	return (queries, values) => {
		const known = built.get(queries);
		if (known) return known.execute(values);
		const made = build(queries).prepare();
		built.set(queries, made);
		return made.execute(values);
	};
}
