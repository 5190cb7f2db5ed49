import {
	and,
	asc,
	count,
	desc,
	eq,
	gt,
	inArray,
	isNotNull,
	lt,
	lte,
	or,
	type SQL,
	sql,
	type SQLWrapper,
} from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { insertRows } from '../database/insert-rows.ts';
import { tables } from '../database/tables.ts';
import type { MailState } from './mail.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A mail as it is stored, its values sealed. */
export type StoredMail = ReturnType<typeof tables>['mails']['$inferSelect'];

const OPEN: readonly MailState[] = ['waiting', 'sending'];
const UNSENT: readonly MailState[] = ['waiting', 'refused', 'given-up'];

export const insertMails = (tx: Queries, all: readonly StoredMail[]): Promise<void> =>
	insertRows(tx, tablesOf(tx).mails, all);

/** Finds, with an index alone, the mail in this state that has been due the longest. */
async function longestDue(
	q: Queries,
	{ state, bulk, now }: { readonly state: MailState; readonly bulk: boolean; readonly now: Date },
): Promise<StoredMail | undefined> {
	const { mails: t } = tablesOf(q);
	const [row] = await q
		.select()
		.from(t)
		.where(and(eq(t.state, state), eq(t.bulk, bulk), lte(t.dueAt, now)))
		.orderBy(asc(t.dueAt), asc(t.id))
		.limit(1);
	return row;
}

/**
 * Finds, among those of which many are sent, the mail due the longest of the institution whose turn comes next, in
 * the order of ids, after the one served last. Each institution with mails that wait costs one look in an index at
 * most, however many they are.
 */
async function nextInTurn(q: Queries, now: Date, after: string): Promise<StoredMail | undefined> {
	const { mails: t } = tablesOf(q);
	// First those after the one served last, then from the beginning to it: compared in SQL alone, by one order.
	for (const part of [{ after }, { upTo: after }]) {
		let last = part.after;
		for (;;) {
			const [found] = await q
				.select()
				.from(t)
				.where(
					and(
						...[eq(t.state, 'waiting'), eq(t.bulk, true)],
						last === undefined ? undefined : gt(t.sentFor, last),
						part.upTo === undefined ? undefined : lte(t.sentFor, part.upTo),
					),
				)
				.orderBy(asc(t.sentFor), asc(t.dueAt), asc(t.id))
				.limit(1);
			if (!found) break;
			if (found.dueAt <= now) return found;
			last = found.sentFor;
		}
	}
	return undefined;
}

/**
 * Finds the mail to try first: of those that somebody waits for, the one due the longest; when none is due, of
 * those of which many are sent, one whose try was interrupted, or else the next in turn after `after`, the
 * institution for which one of many was sent last. It is looked for outside of any write unit, since each
 * institution may cost a look; `takeMail` then takes it.
 */
export async function nextDueMail(q: Queries, now: Date, after: string): Promise<StoredMail | undefined> {
	const urgent: StoredMail[] = [];
	for (const state of OPEN) {
		const one = await longestDue(q, { state, bulk: false, now });
		if (one) urgent.push(one);
	}
	const [first] = urgent.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
	if (first) return first;
	const interrupted = await longestDue(q, { state: 'sending', bulk: true, now });
	if (interrupted) return interrupted;
	const some = await longestDue(q, { state: 'waiting', bulk: true, now });
	return some && ((await nextInTurn(q, now, after)) ?? some);
}

/**
 * Takes a mail that was found due: it is being sent until `until`. One whose last try was interrupted, by a
 * crash, is uncertain from now on. Returns it as it is stored then; undefined when it is due no more, since
 * another process took it.
 */
export async function takeMail(
	tx: Queries,
	{ id, now, until }: { readonly id: string; readonly now: Date; readonly until: Date },
): Promise<StoredMail | undefined> {
	const { mails: t } = tablesOf(tx);
	const [mail] = await tx
		.select()
		.from(t)
		.where(and(eq(t.id, id), inArray(t.state, [...OPEN]), lte(t.dueAt, now)));
	if (!mail) return undefined;
	const next = {
		state: 'sending' as const,
		uncertain: mail.uncertain || mail.state === 'sending',
		attempts: mail.attempts + 1,
		dueAt: until,
	};
	await tx.update(t).set(next).where(eq(t.id, id));
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

/** Deletes the mails with these ids, which tell of something that is deleted. */
export async function deleteMailsById(tx: Queries, ids: readonly string[]): Promise<void> {
	const { mails: t } = tablesOf(tx);
	await inBatches(ids, (some) => tx.delete(t).where(inArray(t.id, some)).returning({ id: t.id }));
}

/**
 * SQL condition on a row of mails: it concerns an institution, because one of its people (`people`, a query of
 * their ids) is to receive it, or because it was sent for it to somebody without an account.
 */
const concerning = (q: Queries, { institution, people }: MailsOfInstitution) => {
	const { mails: t } = tablesOf(q);
	return or(eq(t.institution, institution), inArray(t.person, people));
};

/** Whose mails to look at: those to the people of an institution, and those sent for it. */
export interface MailsOfInstitution {
	readonly institution: string;
	/** Query of the ids of its people. */
	readonly people: SQLWrapper;
}

/**
 * Returns the mails of an institution that could not be sent, that wait for another try, or that may have
 * arrived more than once, latest first.
 */
export async function undeliveredMails(
	q: Queries,
	of: MailsOfInstitution,
	most: number,
): Promise<readonly StoredMail[]> {
	const { mails: t } = tablesOf(q);
	return q
		.select()
		.from(t)
		.where(
			and(
				concerning(q, of),
				or(
					inArray(t.state, ['refused', 'given-up']),
					and(inArray(t.state, OPEN), gt(t.attempts, 0)),
					and(eq(t.state, 'sent'), eq(t.uncertain, true)),
				),
			),
		)
		.orderBy(desc(t.createdAt), desc(t.id))
		.limit(most);
}

/** SQL expression: how many mails of an institution were refused or given up, and can still be sent. */
export function unsentMailCount(q: Queries, of: MailsOfInstitution, now: Date): SQL<number> {
	const { mails: t } = tablesOf(q);
	const some = q
		.select({ n: count() })
		.from(t)
		.where(
			and(
				...[concerning(q, of), inArray(t.state, ['refused', 'given-up'])],
				...[isNotNull(t.sealedValues), gt(t.expiresAt, now)],
			),
		);
	return sql`(${some})`.mapWith(Number);
}

/** Returns how many mails of an institution have not been tried yet although they are due. */
export async function untriedMailCount(q: Queries, of: MailsOfInstitution, now: Date): Promise<number> {
	const { mails: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(and(concerning(q, of), eq(t.state, 'waiting'), eq(t.attempts, 0), lte(t.dueAt, now)));
	return row?.n ?? 0;
}

/**
 * Makes a mail that ended unsent, or that waits for its next try, due now. With `of`, only a mail of that
 * institution. Returns whether there was one, with the values that its message is made from.
 */
export async function makeMailDue(
	tx: Queries,
	id: string,
	now: Date,
	of?: MailsOfInstitution,
): Promise<boolean> {
	const { mails: t } = tablesOf(tx);
	const changed = await tx
		.update(t)
		.set({ state: 'waiting', dueAt: now, endedAt: null })
		.where(
			and(...[eq(t.id, id), inArray(t.state, UNSENT), isNotNull(t.sealedValues)], of && concerning(tx, of)),
		)
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
	const { sealedValues: values } = t;
	await tx
		.update(t)
		.set({ sealedValues: null })
		// Mails are kept for a month: those that have no values any more are not written again every hour.
		.where(and(lte(t.expiresAt, now), isNotNull(t.endedAt), isNotNull(values)));
}

/** The mails that an operator may have to do something about. */
export interface OpenMailCounts {
	/** Not yet accepted by the mail server. */
	readonly waiting: number;
	/** Refused or given up in the last thirty days. */
	readonly failed: number;
	/** Of both, those that may have arrived all the same. */
	readonly uncertain: number;
}

/** Counts the mails that were not accepted by the mail server, of each state `most` at most. */
export async function openMailCounts(q: Queries, most: number): Promise<OpenMailCounts> {
	const { mails: t } = tablesOf(q);
	const counts = { waiting: 0, failed: 0, uncertain: 0 };
	for (const [name, states] of [
		['waiting', OPEN],
		['failed', ['refused', 'given-up']],
	] as const) {
		const some = q
			.select({ uncertain: t.uncertain })
			.from(t)
			.where(inArray(t.state, [...states]))
			.limit(most)
			.as('some');
		const rows = await q.select({ uncertain: some.uncertain, n: count() }).from(some).groupBy(some.uncertain);
		for (const row of rows) {
			counts[name] += Number(row.n);
			if (row.uncertain) counts.uncertain += Number(row.n);
		}
	}
	return counts;
}
