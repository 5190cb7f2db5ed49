import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, inArray, lt, lte, max, min, sql } from 'drizzle-orm';
import { crockford } from '../../index.ts';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';
import type { About, Act } from './act.ts';

const SERVICE = 'service-id';
const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });
const newId = () => crockford(randomBytes(16));

/** Inside the write unit that does them: records acts that must hold even after an older copy is put back. */
export async function noteActs(
	tx: Queries,
	all: readonly { readonly at: Date; readonly what: string; readonly about: About }[],
): Promise<void> {
	if (all.length === 0) return;
	const rows = all.map(({ at, what, about }) => ({ id: newId(), at, what, about: JSON.stringify(about) }));
	await tx.insert(tablesOf(tx).acts).values(rows);
}

/** Inside a write unit: records acts that a journal knew and this database did not, as they were. */
export async function adoptActs(tx: Queries, all: readonly Act[]): Promise<void> {
	for (const { id, at, what, about } of all)
		await tx
			.insert(tablesOf(tx).acts)
			.values({ id, at, what, about: JSON.stringify(about) })
			.onConflictDoNothing();
}

/** Acts with a number above one, in order, so many at most. */
export async function actsAfter(q: Queries, n: number, most: number): Promise<readonly Act[]> {
	const { acts } = tablesOf(q);
	const rows = await q.select().from(acts).where(gt(acts.n, n)).orderBy(asc(acts.n)).limit(most);
	return rows.map(({ about, ...row }) => ({ ...row, about: JSON.parse(about) as About }));
}

/** Of these ids, those whose act this database holds. */
export async function heldActs(q: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
	const { acts } = tablesOf(q);
	const held = new Set<string>();
	for (let from = 0; from < ids.length; from += 500) {
		const some = ids.slice(from, from + 500);
		for (const { id } of await q.select({ id: acts.id }).from(acts).where(inArray(acts.id, some)))
			held.add(id);
	}
	return held;
}

/** The least and the greatest number of an act; undefined for a database that holds none. */
export async function actNumbers(q: Queries): Promise<{ least: number; greatest: number } | undefined> {
	const { acts } = tablesOf(q);
	const [row] = await q.select({ least: min(acts.n), greatest: max(acts.n) }).from(acts);
	return row?.least == null || row.greatest == null
		? undefined
		: { least: row.least, greatest: row.greatest };
}

/** Removes the acts up to a number. */
export async function dropActs(tx: Queries, upTo: number): Promise<void> {
	const { acts } = tablesOf(tx);
	// The last one stays, so that what was dropped is known from what is left.
	await tx.delete(acts).where(and(lte(acts.n, upTo), sql`${acts.n} < (SELECT max(n) FROM acts)`));
}

/** The number of the last act before an instant; 0 when there is none. */
export async function lastActBefore(q: Queries, at: Date): Promise<number> {
	const { acts } = tablesOf(q);
	const [row] = await q
		.select({ n: max(acts.n) })
		.from(acts)
		.where(lt(acts.at, at));
	return row?.n ?? 0;
}

/** The id that a database bears in its journals and its backups. */
export async function serviceId(q: Queries): Promise<string | undefined> {
	const { serviceFacts: facts } = tablesOf(q);
	const [row] = await q.select({ value: facts.value }).from(facts).where(eq(facts.name, SERVICE));
	return row?.value;
}

/** The id of a database; creates it the first time. */
export async function nameService(tx: Queries, at: Date, offered: string = newId()): Promise<string> {
	const { serviceFacts: facts } = tablesOf(tx);
	await tx.insert(facts).values({ name: SERVICE, value: offered, at }).onConflictDoNothing();
	return (await serviceId(tx)) ?? offered;
}
