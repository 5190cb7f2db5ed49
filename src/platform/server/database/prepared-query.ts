import type { Queries } from './database.ts';

interface Buildable<Rows> {
	prepare(): { execute(values: Record<string, unknown>): PromiseLike<Rows> };
}

/**
 * Returns a function that runs a query and builds it only once per connection, for queries that every page
 * runs. In `build`, each value is `sql.placeholder(name)`. Inside a PostgreSQL transaction the query is built
 * again, because for Drizzle each transaction is another connection.
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
