import { and, desc, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** Which bucket of which limit. */
export interface BucketName {
	readonly name: string;
	/** A fingerprint of whom it counts. */
	readonly key: string;
}

/** An instant of a column, later by some milliseconds. */
const later = (q: Queries, instant: SQL | SQLiteColumn, ms: number): SQL =>
	dialectOf(q) === 'sqlite' ? sql`${instant} + ${ms}` : sql`${instant} + ${ms} * interval '1 millisecond'`;

/** Reads when a bucket will be full again; undefined when nothing was taken from it lately. */
export async function bucketFullAt(q: Queries, { name, key }: BucketName): Promise<Date | undefined> {
	const { sharedLimits: t } = tablesOf(q);
	const [row] = await q
		.select({ fullAt: t.fullAt })
		.from(t)
		.where(and(eq(t.name, name), eq(t.key, key)));
	return row?.fullAt;
}

/**
 * Takes one token of a bucket, in one statement: it will be full again `eachMs` later than before, unless that
 * is later than `latest`, when nothing is written. Returns when it will be full, or undefined when no token was
 * left. However many processes take at once, each token is taken by one.
 */
export async function takeFromBucket(
	tx: Queries,
	{ name, key }: BucketName,
	{ now, eachMs, latest }: { readonly now: Date; readonly eachMs: number; readonly latest: Date },
): Promise<Date | undefined> {
	const { sharedLimits: t } = tablesOf(tx);
	const from = sql`case when ${gt(t.fullAt, now)} then ${t.fullAt} else ${sql.param(now, t.fullAt)} end`;
	const [taken] = await tx
		.insert(t)
		.values({ name, key, fullAt: new Date(now.getTime() + eachMs) })
		.onConflictDoUpdate({
			target: [t.name, t.key],
			set: { fullAt: later(tx, from, eachMs) },
			setWhere: lte(t.fullAt, new Date(latest.getTime() - eachMs)),
		})
		.returning({ fullAt: t.fullAt });
	return taken?.fullAt;
}

/** Empties a bucket that would be full later than `latest`, so that it is full then. */
export async function bringForward(tx: Queries, { name, key }: BucketName, latest: Date): Promise<void> {
	const { sharedLimits: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ fullAt: latest })
		.where(and(eq(t.name, name), eq(t.key, key), gt(t.fullAt, latest)));
}

/** Deletes, of the buckets of one limit, those nearest to full, so that at most `most` remain. */
export async function deleteFullestBuckets(tx: Queries, name: string, most: number): Promise<void> {
	const { sharedLimits: t } = tablesOf(tx);
	const [last] = await tx
		.select({ key: t.key, fullAt: t.fullAt })
		.from(t)
		.where(eq(t.name, name))
		.orderBy(desc(t.fullAt), desc(t.key))
		.limit(1)
		.offset(most);
	if (!last) return;
	const equal = and(eq(t.fullAt, last.fullAt), lte(t.key, last.key));
	await tx.delete(t).where(and(eq(t.name, name), or(lt(t.fullAt, last.fullAt), equal)));
}

/** Deletes the buckets that are full again, which tell nothing. */
export async function deleteFullBuckets(tx: Queries, now: Date): Promise<void> {
	const { sharedLimits: t } = tablesOf(tx);
	await tx.delete(t).where(lte(t.fullAt, now));
}
