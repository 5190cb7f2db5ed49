import { and, count, desc, eq, exists, isNotNull, isNull, lt, not, notInArray } from 'drizzle-orm';
import type { Locale } from '#platform';
import type { Queries } from '#platform/server';
import type { Audience, Role } from '../../actor.ts';
import { tablesOf } from '../tables.ts';

/** A list of people to invite by mail: a draft until its maker says to invite. */
export interface InvitationBatch {
	readonly id: string;
	readonly institution: string;
	/** What its maker calls it; null when they gave no name. */
	readonly name: string | null;
	/** The role and the audience of the rows that do not say theirs. */
	readonly role: Role;
	readonly audience: Audience | null;
	/** The language of its mails. */
	readonly locale: Locale;
	/** For how many days each invitation works. */
	readonly days: number;
	readonly createdBy: string;
	readonly createdAt: Date;
	/** When its maker said to invite; null for a draft. */
	readonly begunAt: Date | null;
	/** How many people the list names. */
	readonly listed: number;
	/** How many of them were seen to. */
	readonly done: number;
	/** When all were, or the rest was given up. */
	readonly endedAt: Date | null;
}

/** The list of a batch, as it was given; null once all of it is invited. */
export type BatchWithList = InvitationBatch & { readonly list: string | null };

type Row = ReturnType<typeof tablesOf>['invitationBatches']['$inferSelect'];

const read = ({ role, audience, locale, ...row }: Omit<Row, 'list'>): InvitationBatch => ({
	...row,
	role: role as Role,
	audience: audience as Audience | null,
	locale: locale as Locale,
});

/** The columns of a batch without its list, which may be large. */
function columnsWithoutList(q: Queries) {
	const { list: _list, ...columns } = tablesOf(q).invitationBatches;
	const { id, institution, name, role, audience, locale, days } = columns;
	const { createdBy, createdAt, begunAt, listed, done, endedAt } = columns;
	return {
		id,
		institution,
		name,
		role,
		audience,
		locale,
		days,
		createdBy,
		createdAt,
		begunAt,
		listed,
		done,
		endedAt,
	};
}

export const insertBatch = async (tx: Queries, batch: BatchWithList): Promise<void> =>
	void (await tx.insert(tablesOf(tx).invitationBatches).values(batch));

/** Finds a batch, without its list. */
export async function findBatch(q: Queries, id: string): Promise<InvitationBatch | undefined> {
	const { invitationBatches: t } = tablesOf(q);
	const [row] = await q.select(columnsWithoutList(q)).from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Reads the list of a batch; null once it is no longer kept. */
export async function listOfBatch(q: Queries, id: string): Promise<string | null> {
	const { invitationBatches: t } = tablesOf(q);
	return (await q.select({ list: t.list }).from(t).where(eq(t.id, id)))[0]?.list ?? null;
}

/** Reads a page of the batches of an institution, the latest first, drafts with them. */
export async function findBatches(
	q: Queries,
	institution: string,
	{ from, most }: { readonly from: number; readonly most: number },
): Promise<InvitationBatch[]> {
	const { invitationBatches: t } = tablesOf(q);
	const rows = await q
		.select(columnsWithoutList(q))
		.from(t)
		.where(eq(t.institution, institution))
		.orderBy(desc(t.createdAt), desc(t.id))
		.limit(most)
		.offset(from);
	return rows.map(read);
}

/** Counts the batches of an institution. */
export async function countBatches(q: Queries, institution: string): Promise<number> {
	const { invitationBatches: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(eq(t.institution, institution));
	return row?.n ?? 0;
}

/** Stores how far a batch has come; ended, its list is no longer kept. */
export async function updateBatch(
	tx: Queries,
	id: string,
	set: Partial<Pick<InvitationBatch, 'begunAt' | 'done' | 'endedAt'>>,
): Promise<void> {
	const { invitationBatches: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ ...set, ...(set.endedAt && { list: null }) })
		.where(eq(t.id, id));
}

/** Deletes a draft; returns false when it is none any more. */
export async function deleteDraftBatch(tx: Queries, id: string): Promise<boolean> {
	const { invitationBatches: t } = tablesOf(tx);
	const gone = await tx
		.delete(t)
		.where(and(eq(t.id, id), isNull(t.begunAt)))
		.returning({ id: t.id });
	return gone.length === 1;
}

/** Deletes the drafts of an institution but for the latest ones, `kept` of them. */
export async function deleteDraftsBut(tx: Queries, institution: string, kept: number): Promise<void> {
	const { invitationBatches: t } = tablesOf(tx);
	const drafts = and(eq(t.institution, institution), isNull(t.begunAt));
	const latest = await tx
		.select({ id: t.id })
		.from(t)
		.where(drafts)
		.orderBy(desc(t.createdAt), desc(t.id))
		.limit(kept);
	const ids = latest.map(({ id }) => id);
	await tx.delete(t).where(and(drafts, notInArray(t.id, ids)));
}

/** Deletes the drafts made before a time, and the ended batches that hold no invitation any more. */
export async function deleteOldBatches(tx: Queries, draftsBefore: Date): Promise<void> {
	const { invitationBatches: t, mailedInvitations: invitations } = tablesOf(tx);
	await tx.delete(t).where(and(isNull(t.begunAt), lt(t.createdAt, draftsBefore)));
	const one = tx.select({ id: invitations.id }).from(invitations).where(eq(invitations.batch, t.id)).limit(1);
	await tx.delete(t).where(and(isNotNull(t.endedAt), lt(t.endedAt, draftsBefore), not(exists(one))));
}
