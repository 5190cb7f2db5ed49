import { and, count, desc, eq, gt, isNull, lte } from 'drizzle-orm';
import { identityTables } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A link to somebody's total of hours in a period, as it is stored: without its token. */
export interface StoredHoursShare {
	readonly id: string;
	readonly person: string;
	/** SHA-256 of the link's token. */
	readonly tokenHash: string;
	/** First day of the period, a calendar date. */
	readonly periodFrom: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

export const insertHoursShare = async (tx: Queries, share: StoredHoursShare): Promise<void> =>
	void (await tx.insert(tablesOf(tx).hoursShares).values(share));

/** The links of a person that still work, the last made first. */
export async function hoursSharesOf(q: Queries, person: string, now: Date): Promise<StoredHoursShare[]> {
	const { hoursShares: t } = tablesOf(q);
	return q
		.select()
		.from(t)
		.where(and(eq(t.person, person), gt(t.expiresAt, now)))
		.orderBy(desc(t.createdAt), desc(t.id));
}

/** How many links of a person still work. */
export async function hoursShareCount(q: Queries, person: string, now: Date): Promise<number> {
	const { hoursShares: t } = tablesOf(q);
	const [found] = await q
		.select({ count: count().mapWith(Number) })
		.from(t)
		.where(and(eq(t.person, person), gt(t.expiresAt, now)));
	return found!.count;
}

/**
 * Finds the link with this hash, if it still works and the account of its person is open; with the name that
 * the person shows.
 */
export async function findOpenHoursShare(
	q: Queries,
	tokenHash: string,
	now: Date,
): Promise<{ readonly person: string; readonly name: string; readonly periodFrom: string } | undefined> {
	const { hoursShares: t } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const [found] = await q
		.select({ person: t.person, name: people.displayName, periodFrom: t.periodFrom })
		.from(t)
		.innerJoin(people, eq(people.id, t.person))
		.where(and(eq(t.tokenHash, tokenHash), gt(t.expiresAt, now), isNull(people.disabledAt)));
	return found;
}

/** Gives a link of a person another token; returns false when the link is no more. */
export async function replaceHoursToken(
	tx: Queries,
	{ id, person }: Pick<StoredHoursShare, 'id' | 'person'>,
	tokenHash: string,
	now: Date,
): Promise<boolean> {
	const { hoursShares: t } = tablesOf(tx);
	const mine = and(eq(t.id, id), eq(t.person, person), gt(t.expiresAt, now));
	return (await tx.update(t).set({ tokenHash }).where(mine).returning({ id: t.id })).length === 1;
}

/** Erases a link of a person; returns false when there is none. */
export async function deleteHoursShare(
	tx: Queries,
	{ id, person }: Pick<StoredHoursShare, 'id' | 'person'>,
): Promise<boolean> {
	const { hoursShares: t } = tablesOf(tx);
	const gone = await tx
		.delete(t)
		.where(and(eq(t.id, id), eq(t.person, person)))
		.returning({ id: t.id });
	return gone.length === 1;
}

/** Erases the links past their end. */
export async function deleteHoursSharesPastEnd(tx: Queries, now: Date): Promise<void> {
	const { hoursShares: t } = tablesOf(tx);
	await tx.delete(t).where(lte(t.expiresAt, now));
}
