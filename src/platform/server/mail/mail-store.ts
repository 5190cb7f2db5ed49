import { and, asc, count, desc, eq, inArray, lt, lte, or } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';
import type { MailState } from './mail.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A mail as it is stored, its values sealed. */
export type StoredMail = ReturnType<typeof tables>['mails']['$inferSelect'];

const OPEN: readonly MailState[] = ['waiting', 'sending'];

export const insertMail = async (tx: Queries, mail: StoredMail): Promise<void> =>
	void (await tx.insert(tablesOf(tx).mails).values(mail));

/**
 * Takes at most `most` of the mails that are due, oldest first: they are being sent until `until`. One whose
 * last try was interrupted, by a crash, is uncertain from now on. Returns them as they are stored then.
 */
export async function takeDueMails(
	tx: Queries,
	{ now, until, most }: { readonly now: Date; readonly until: Date; readonly most: number },
): Promise<readonly StoredMail[]> {
	const { mails: t } = tablesOf(tx);
	const due = await tx
		.select()
		.from(t)
		.where(and(inArray(t.state, OPEN), lte(t.dueAt, now)))
		.orderBy(asc(t.dueAt), asc(t.id))
		.limit(most);
	const taken: StoredMail[] = [];
	for (const mail of due) {
		const next = {
			state: 'sending' as const,
			uncertain: mail.uncertain || mail.state === 'sending',
			attempts: mail.attempts + 1,
			dueAt: until,
		};
		await tx.update(t).set(next).where(eq(t.id, mail.id));
		taken.push({ ...mail, ...next });
	}
	return taken;
}

/** Stores how a try of this number ended. Does nothing when the mail was taken again or deleted meanwhile. */
export async function storeTry(
	tx: Queries,
	{ id, attempts }: Pick<StoredMail, 'id' | 'attempts'>,
	set: Partial<Pick<StoredMail, 'state' | 'uncertain' | 'fault' | 'dueAt' | 'endedAt' | 'sealedValues'>>,
): Promise<void> {
	const { mails: t } = tablesOf(tx);
	await tx
		.update(t)
		.set(set)
		.where(and(eq(t.id, id), eq(t.state, 'sending'), eq(t.attempts, attempts)));
}

/**
 * Finds the mail of one kind to a person that has not ended, or else the last one that did; undefined if there
 * is none.
 */
export async function openOrLastMail(
	q: Queries,
	person: string,
	kind: string,
): Promise<StoredMail | undefined> {
	const { mails: t } = tablesOf(q);
	const [last] = await q
		.select()
		.from(t)
		.where(and(eq(t.person, person), eq(t.kind, kind)))
		.orderBy(desc(t.createdAt), desc(t.id))
		.limit(1);
	return last;
}

/** Deletes a mail that has nothing to tell. Does nothing when it was taken again meanwhile. */
export async function deleteUntold(
	tx: Queries,
	{ id, attempts }: Pick<StoredMail, 'id' | 'attempts'>,
): Promise<void> {
	const { mails: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.id, id), eq(t.state, 'sending'), eq(t.attempts, attempts)));
}

/** Returns how many mails are in each state. */
export async function mailCounts(q: Queries): Promise<Readonly<Partial<Record<MailState, number>>>> {
	const { mails: t } = tablesOf(q);
	const rows = await q.select({ state: t.state, n: count() }).from(t).groupBy(t.state);
	return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

/** Returns the last mails queued, newest first, `most` at most. */
export async function latestMails(q: Queries, most: number): Promise<readonly StoredMail[]> {
	const { mails: t } = tablesOf(q);
	return q.select().from(t).orderBy(desc(t.createdAt), desc(t.id)).limit(most);
}

/** Returns the address of a mail; undefined when the mail is deleted. */
export async function recipientOfMail(q: Queries, id: string): Promise<string | undefined> {
	const { mails: t } = tablesOf(q);
	const [row] = await q.select({ recipient: t.recipient }).from(t).where(eq(t.id, id));
	return row?.recipient;
}

/** Returns the mails to one person, oldest first. */
export async function mailsOf(q: Queries, person: string): Promise<readonly StoredMail[]> {
	const { mails: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.person, person)).orderBy(asc(t.createdAt), asc(t.id));
}

/** Deletes the mails to a person who is erased. */
export async function deleteMailsOf(tx: Queries, person: string): Promise<void> {
	const { mails: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.person, person));
}

/** Deletes the mails that ended, or became useless, before `limit`. */
export async function deleteMailsEndedBefore(tx: Queries, limit: Date): Promise<void> {
	const { mails: t } = tablesOf(tx);
	await tx.delete(t).where(or(lt(t.endedAt, limit), lt(t.expiresAt, limit)));
}
