import { eq, inArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** The token (VC-JWT) of an award as it is stored: the exact text that is served. */
export interface AwardToken {
	readonly award: string;
	readonly kid: string;
	readonly token: string;
	readonly madeAt: Date;
}

/** Returns the token (VC-JWT) of an award; undefined if none was made. */
export async function tokenOf(q: Queries, award: string): Promise<string | undefined> {
	const { awardTokens } = tablesOf(q);
	const [row] = await q
		.select({ token: awardTokens.token })
		.from(awardTokens)
		.where(eq(awardTokens.award, award));
	return row?.token;
}

/** Returns the tokens (VC-JWT) of these awards, by award id. */
export async function tokensOf(q: Queries, awards: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const { awardTokens } = tablesOf(q);
	const rows = await q
		.select({ award: awardTokens.award, token: awardTokens.token })
		.from(awardTokens)
		.where(inArray(awardTokens.award, [...awards]));
	return new Map(rows.map(({ award, token }) => [award, token]));
}

/** Stores an award's token unless it has one; returns the token that is stored. */
export async function addToken(tx: Queries, one: AwardToken): Promise<string> {
	await tx.insert(tablesOf(tx).awardTokens).values(one).onConflictDoNothing();
	return (await tokenOf(tx, one.award)) ?? one.token;
}

/** Counts the tokens that a key signed. */
export async function signedTokenCount(q: Queries, kid: string): Promise<number> {
	const { awardTokens } = tablesOf(q);
	return q.$count(awardTokens, eq(awardTokens.kid, kid));
}

/**
 * Deletes the tokens of awards that were signed again: those tokens name a status entry that is now revoked.
 */
export async function removeTokensOf(tx: Queries, awards: readonly string[]): Promise<void> {
	const { awardTokens } = tablesOf(tx);
	await tx.delete(awardTokens).where(inArray(awardTokens.award, [...awards]));
}

/** Deletes the tokens that a compromised key signed; new ones may then be made. */
export async function removeTokensOfKey(tx: Queries, kid: string): Promise<void> {
	const { awardTokens } = tablesOf(tx);
	await tx.delete(awardTokens).where(eq(awardTokens.kid, kid));
}
