import { eq, lt } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { FailedAttempts } from '../../attempt-rules.ts';
import { tablesOf } from '../tables.ts';

/** Reads the wrong passwords counted under a hashed key (`attemptKey`); undefined if there is no count. */
export async function attemptsFor(q: Queries, key: string): Promise<FailedAttempts | undefined> {
	const { signInAttempts: t } = tablesOf(q);
	const [row] = await q.select({ failures: t.failures, lastAt: t.lastAt }).from(t).where(eq(t.key, key));
	return row;
}

/**
 * Stores how many wrong passwords were given, under a hashed key. `person` is the account that they were
 * given for, so that erasing that person deletes the count.
 */
export async function replaceAttempts(
	tx: Queries,
	key: string,
	person: string | null,
	attempts: FailedAttempts,
): Promise<void> {
	const { signInAttempts: t } = tablesOf(tx);
	await tx
		.insert(t)
		.values({ key, person, ...attempts })
		.onConflictDoUpdate({ target: t.key, set: { person, ...attempts } });
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
