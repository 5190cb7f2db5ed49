import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, inArray, lt, lte, max, min, sql } from 'drizzle-orm';
import { crockford } from '../../index.ts';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { tables } from '../database/tables.ts';
import type { ActFacts, JournalledAct } from './act.ts';

const SERVICE = 'service-id';
const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });
const newId = () => crockford(randomBytes(16));

/**
 * Records acts (actions that must hold even after an older backup is restored), inside the write unit that
 * performs them.
 */
export async function noteActs(
	tx: Queries,
	all: readonly { readonly at: Date; readonly what: string; readonly about: ActFacts }[],
): Promise<void> {
	if (all.length === 0) return;
	const rows = all.map(({ at, what, about }) => ({ id: newId(), at, what, about: JSON.stringify(about) }));
	await tx.insert(tablesOf(tx).acts).values(rows);
}

/**
 * Inserts, inside a write unit, acts that were read from a journal: ids and dates are kept, numbers assigned
 * anew. Acts already in the database are skipped.
 */
export async function insertActsFromJournal(tx: Queries, all: readonly JournalledAct[]): Promise<void> {
	for (const { id, at, what, about } of all)
		await tx
			.insert(tablesOf(tx).acts)
			.values({ id, at, what, about: JSON.stringify(about) })
			.onConflictDoNothing();
}

/** Returns the acts whose number is above `n`, in increasing order, at most `most` of them. */
export async function actsAfter(q: Queries, n: number, most: number): Promise<readonly JournalledAct[]> {
	const { acts } = tablesOf(q);
	const rows = await q.select().from(acts).where(gt(acts.n, n)).orderBy(asc(acts.n)).limit(most);
	return rows.map(({ about, ...row }) => ({ ...row, about: JSON.parse(about) as ActFacts }));
}

/** Returns which of these act ids are in the database. */
export async function storedActIds(q: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
	const { acts } = tablesOf(q);
	const held = await inBatches(ids, (some) =>
		q.select({ id: acts.id }).from(acts).where(inArray(acts.id, some)),
	);
	return new Set(held.map(({ id }) => id));
}

/** Returns the smallest and largest act number in the database; undefined when there is no act. */
export async function actNumbers(q: Queries): Promise<{ least: number; greatest: number } | undefined> {
	const { acts } = tablesOf(q);
	const [row] = await q.select({ least: min(acts.n), greatest: max(acts.n) }).from(acts);
	return row?.least == null || row.greatest == null
		? undefined
		: { least: row.least, greatest: row.greatest };
}

/** Deletes, inside a write unit, all acts up to this number, except the last act of the database. */
export async function deleteActs(tx: Queries, upTo: number): Promise<void> {
	const { acts } = tablesOf(tx);
	// The last act stays: its number shows that earlier acts were dropped.
	await tx.delete(acts).where(and(lte(acts.n, upTo), sql`${acts.n} < (SELECT max(n) FROM acts)`));
}

/** Returns the number of the last act before an instant; 0 when there is none. */
export async function lastActNumberBefore(q: Queries, at: Date): Promise<number> {
	const { acts } = tablesOf(q);
	const [row] = await q
		.select({ n: max(acts.n) })
		.from(acts)
		.where(lt(acts.at, at));
	return row?.n ?? 0;
}

/**
 * Returns the random id by which journals and backups identify this database; undefined if it has none yet.
 */
export async function serviceId(q: Queries): Promise<string | undefined> {
	const { serviceFacts: facts } = tablesOf(q);
	const [row] = await q.select({ value: facts.value }).from(facts).where(eq(facts.name, SERVICE));
	return row?.value;
}

/**
 * Gives the database the offered id (random by default) unless it already has one; returns the id that it
 * has. Journals and backups identify the database by this id.
 */
export async function ensureServiceId(tx: Queries, at: Date, offered: string = newId()): Promise<string> {
	const { serviceFacts: facts } = tablesOf(tx);
	await tx.insert(facts).values({ name: SERVICE, value: offered, at }).onConflictDoNothing();
	return (await serviceId(tx)) ?? offered;
}
