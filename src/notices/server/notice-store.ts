import { and, desc, eq, gt, gte, isNull, or, type SQL, sql } from 'drizzle-orm';
import { identityTables, storeNoticeCount } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import type { Notice, NoticeKind } from '../notice.ts';
import { tables } from './tables.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A notice as it is stored, with the id of the person whom it tells. */
export interface StoredNotice extends Omit<Notice, 'isNew'> {
	readonly person: string;
}

/**
 * Inside a write unit: counts a person's unread notices again and stores the count with their account; if
 * `seenAt` is given, first marks all notices up to that time as seen.
 */
async function recount(tx: Queries, person: string, seenAt?: Date): Promise<void> {
	const { notices: t } = tablesOf(tx);
	const { people } = identityTables({ dialect: dialectOf(tx) });
	const unseen = seenAt
		? gt(t.at, seenAt)
		: or(isNull(people.noticesSeenAt), sql`${t.at} > ${people.noticesSeenAt}`);
	const unread = sql<number>`(select count(*) from ${t} where ${and(eq(t.person, person), isNull(t.readAt), unseen)})`;
	await storeNoticeCount(tx, person, { unread, ...(seenAt && { seenAt }) });
}

/** Stores a notice, unless its id is stored already, and updates its person's count of unread notices. */
export async function addNotice(tx: Queries, notice: StoredNotice): Promise<void> {
	const added = await tx
		.insert(tablesOf(tx).notices)
		.values(notice)
		.onConflictDoNothing()
		.returning({ id: tablesOf(tx).notices.id });
	if (added.length > 0) await recount(tx, notice.person);
}

/**
 * Reads a person's notices since a given time and all those not read, newest first, `most` at most. Notices
 * up to `seenAt` count as seen.
 */
export async function recentOrUnreadNotices(
	q: Queries,
	person: string,
	{ seenAt, since, most }: { readonly seenAt: Date | null; readonly since: Date; readonly most: number },
): Promise<Notice[]> {
	const { notices: t } = tablesOf(q);
	const unread: SQL | undefined = and(isNull(t.readAt), seenAt ? gt(t.at, seenAt) : undefined);
	const rows = await q
		.select()
		.from(t)
		.where(and(eq(t.person, person), or(unread, gte(t.at, since))))
		.orderBy(desc(t.at), desc(t.id))
		.limit(most);
	return rows.map(({ id, what, thing, at, readAt }) => ({
		...{ id, what, thing, at },
		isNew: readAt === null && (seenAt === null || at > seenAt),
	}));
}

/** Reads every notice of a person, oldest first. */
export async function allNoticesOf(
	q: Queries,
	person: string,
): Promise<
	{ readonly what: NoticeKind; readonly thing: string; readonly at: Date; readonly readAt: Date | null }[]
> {
	const { notices: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.person, person)).orderBy(t.at, t.id);
}

/**
 * Marks as read a person's unread notices about the application, award or cohort `thing`; returns the time of each of
 * these notices. Updates the person's count of unread notices.
 */
export async function markNoticesRead(tx: Queries, person: string, thing: string, at: Date): Promise<Date[]> {
	const { notices: t } = tablesOf(tx);
	const read = await tx
		.update(t)
		.set({ readAt: at })
		.where(and(eq(t.person, person), eq(t.thing, thing), isNull(t.readAt)))
		.returning({ at: t.at });
	if (read.length > 0) await recount(tx, person);
	return read.map((one) => one.at);
}

/** Marks all of a person's notices up to a given time as seen, and updates their count of unread notices. */
export const markNoticesSeenUntil = (tx: Queries, person: string, seenAt: Date): Promise<void> =>
	recount(tx, person, seenAt);

/** Counts, by kind, the notices that a person has neither read nor seen. */
export async function unreadNoticeCounts(
	q: Queries,
	person: string,
): Promise<Readonly<Partial<Record<NoticeKind, number>>>> {
	const { notices: t } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	const unseen = or(isNull(people.noticesSeenAt), sql`${t.at} > ${people.noticesSeenAt}`);
	const rows = await q
		.select({ what: t.what, n: sql`count(*)`.mapWith(Number) })
		.from(t)
		.innerJoin(people, eq(people.id, t.person))
		.where(and(eq(t.person, person), isNull(t.readAt), unseen))
		.groupBy(t.what);
	return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}
