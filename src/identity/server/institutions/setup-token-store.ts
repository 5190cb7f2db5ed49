import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** Stores the hash of a set-up token (`id`) in place of any earlier one. */
export async function putSetupToken(tx: Queries, token: { id: string; expiresAt: Date }): Promise<void> {
	const { setupTokens } = tablesOf(tx);
	await tx.delete(setupTokens);
	await tx.insert(setupTokens).values({ ...token, usedAt: null });
}

/** Returns whether a set-up token was ever stored, even one that was used or has expired. */
export async function wasSetupTokenEverMade(q: Queries): Promise<boolean> {
	const { setupTokens } = tablesOf(q);
	return (await q.select({ id: setupTokens.id }).from(setupTokens)).length > 0;
}

/** Returns whether a set-up token is known, unused and not expired. */
export async function isSetupTokenOpen(q: Queries, id: string, now: Date): Promise<boolean> {
	const { setupTokens: t } = tablesOf(q);
	const rows = await q
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.id, id), isNull(t.usedAt), gt(t.expiresAt, now)));
	return rows.length > 0;
}

/** Uses up a set-up token; returns false when it is unknown, expired or already used. */
export async function spendSetupToken(tx: Queries, id: string, now: Date): Promise<boolean> {
	const { setupTokens: t } = tablesOf(tx);
	const spent = await tx
		.update(t)
		.set({ usedAt: now })
		.where(and(eq(t.id, id), isNull(t.usedAt), gt(t.expiresAt, now)))
		.returning({ id: t.id });
	return spent.length === 1;
}
