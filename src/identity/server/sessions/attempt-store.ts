import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { FailedAttempts } from '../../attempt-rules.ts';
import type { Turn } from '../../sign-in-turns.ts';
import { tablesOf } from '../tables.ts';

/** The wrong passwords counted under a key, and for which network the next try is reserved. */
export interface StoredAttempts extends FailedAttempts {
	readonly turn: Turn | null;
}

/** Reads what is counted under a hashed key (`attemptKey`); undefined if there is no count. */
export async function attemptsFor(q: Queries, key: string): Promise<StoredAttempts | undefined> {
	const { signInAttempts: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.key, key));
	if (!row) return undefined;
	const { failures, lastAt, turnNetwork, turnFailures, turnUntil } = row;
	const isReserved = turnNetwork !== null && turnFailures !== null && turnUntil !== null;
	const turn = isReserved ? { network: turnNetwork, failures: turnFailures, until: turnUntil } : null;
	return { failures, lastAt, turn };
}

/**
 * Counts one more wrong password under a hashed key, in one statement, so that none is lost however many
 * processes count; from one again when the last was given at `since` or before. `person` is the account that it
 * was given for, so that erasing that person deletes the count.
 */
export async function countFailure(
	tx: Queries,
	key: string,
	person: string | null,
	{ at, since }: Record<'at' | 'since', Date>,
): Promise<void> {
	const { signInAttempts: t } = tablesOf(tx);
	await tx
		.insert(t)
		.values({ key, person, failures: 1, lastAt: at })
		.onConflictDoUpdate({
			target: t.key,
			set: {
				...{ person, lastAt: at },
				failures: sql`case when ${gt(t.lastAt, since)} then ${t.failures} + 1 else 1 end`,
			},
		});
}

/**
 * Changes what is counted under a hashed key from `before` to `after`; returns false, with nothing changed, when
 * another process changed or deleted it meanwhile.
 */
export async function changeAttempts(
	tx: Queries,
	key: string,
	before: StoredAttempts,
	after: StoredAttempts,
): Promise<boolean> {
	const { signInAttempts: t } = tablesOf(tx);
	const turn = before.turn
		? [eq(t.turnNetwork, before.turn.network), eq(t.turnUntil, before.turn.until)]
		: [isNull(t.turnNetwork)];
	const changed = await tx
		.update(t)
		.set({
			...{ failures: after.failures, lastAt: after.lastAt },
			turnNetwork: after.turn?.network ?? null,
			turnFailures: after.turn?.failures ?? null,
			turnUntil: after.turn?.until ?? null,
		})
		.where(and(eq(t.key, key), eq(t.failures, before.failures), eq(t.lastAt, before.lastAt), ...turn))
		.returning({ key: t.key });
	return changed.length === 1;
}

export async function deleteAttempts(tx: Queries, key: string): Promise<void> {
	const { signInAttempts: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.key, key));
}

/** Deletes the counts of wrong passwords given for a person's account, from wherever. */
export async function deleteAttemptsOf(tx: Queries, person: string): Promise<void> {
	const { signInAttempts: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.person, person));
}

export async function deleteAttemptsBefore(tx: Queries, limit: Date): Promise<void> {
	const { signInAttempts: t } = tablesOf(tx);
	await tx.delete(t).where(lt(t.lastAt, limit));
}
