/**
 * Values per query: well under both databases' limits of parameters (32,766 in SQLite, 65,535 in PostgreSQL).
 */
const AT_ONCE = 500;

/**
 * Runs one query per batch of values (most often ids), in sequence, and returns all rows. Rows are ordered
 * within a batch only, as its query orders them.
 */
export async function inBatches<Value, Row>(
	values: readonly Value[],
	ask: (some: Value[]) => PromiseLike<readonly Row[]>,
): Promise<Row[]> {
	const found: Row[] = [];
	for (let at = 0; at < values.length; at += AT_ONCE)
		for (const row of await ask(values.slice(at, at + AT_ONCE))) found.push(row);
	return found;
}
