import { and, asc, desc, eq, inArray, isNotNull, lt, lte, or } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';
import type { MailState } from './mail.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A mail as it is stored, its values sealed. */
export type StoredMail = ReturnType<typeof tables>['mails']['$inferSelect'];

const OPEN: readonly MailState[] = ['waiting', 'sending'];
const UNSENT: readonly MailState[] = ['waiting', 'refused', 'given-up'];

export const insertMail = async (tx: Queries, mail: StoredMail): Promise<void> =>
	void (await tx.insert(tablesOf(tx).mails).values(mail));

/**
 * Takes the mail that has been due the longest: it is being sent until `until`. One whose last try was
 * interrupted, by a crash, is uncertain from now on. Returns it as it is stored then; undefined when none is
 * due.
 */
export async function takeDueMail(
	tx: Queries,
	{ now, until }: { readonly now: Date; readonly until: Date },
): Promise<StoredMail | undefined> {
	const { mails: t } = tablesOf(tx);
	const [mail] = await tx
		.select()
		.from(t)
		.where(and(inArray(t.state, OPEN), lte(t.dueAt, now)))
		.orderBy(asc(t.dueAt), asc(t.id))
		.limit(1);
	if (!mail) return undefined;
	const next = {
		state: 'sending' as const,
		uncertain: mail.uncertain || mail.state === 'sending',
		attempts: mail.attempts + 1,
		dueAt: until,
	};
	await tx.update(t).set(next).where(eq(t.id, mail.id));
	return { ...mail, ...next };
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

/**
 * Makes a mail that ended unsent, or that waits for its next try, due now. Returns whether there was one, with
 * the values that its message is made from.
 */
export async function makeMailDue(tx: Queries, id: string, now: Date): Promise<boolean> {
	const { mails: t } = tablesOf(tx);
	const changed = await tx
		.update(t)
		.set({ state: 'waiting', dueAt: now, endedAt: null })
		.where(and(eq(t.id, id), inArray(t.state, UNSENT), isNotNull(t.sealedValues)))
		.returning({ id: t.id });
	return changed.length > 0;
}

/**
 * Forgets what messages were made from once they are useless, and deletes the mails that ended, or became
 * useless, before `limit`.
 */
export async function deleteMailsEndedBefore(tx: Queries, { now, limit }: Record<'now' | 'limit', Date>) {
	const { mails: t } = tablesOf(tx);
	await tx.delete(t).where(or(lt(t.endedAt, limit), lt(t.expiresAt, limit)));
	await tx
		.update(t)
		.set({ sealedValues: null })
		.where(and(lte(t.expiresAt, now), isNotNull(t.endedAt), isNotNull(t.sealedValues)));
}
