import { eq, inArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** An award as a token, exactly as it is given out. */
export interface AwardToken {
	readonly award: string;
	readonly kid: string;
	readonly token: string;
	readonly madeAt: Date;
}

/** The token of an award, if it was ever made. */
export async function tokenOf(q: Queries, award: string): Promise<string | undefined> {
	const { awardTokens } = tablesOf(q);
	const [row] = await q
		.select({ token: awardTokens.token })
		.from(awardTokens)
		.where(eq(awardTokens.award, award));
	return row?.token;
}

/** The tokens of several awards, by award. */
export async function tokensOf(q: Queries, awards: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const { awardTokens } = tablesOf(q);
	const rows = await q
		.select({ award: awardTokens.award, token: awardTokens.token })
		.from(awardTokens)
		.where(inArray(awardTokens.award, [...awards]));
	return new Map(rows.map(({ award, token }) => [award, token]));
}

/** Stores a token unless one exists; returns the stored one. */
export async function addToken(tx: Queries, one: AwardToken): Promise<string> {
	await tx.insert(tablesOf(tx).awardTokens).values(one).onConflictDoNothing();
	return (await tokenOf(tx, one.award)) ?? one.token;
}

/** How many tokens a key signed. */
export async function tokensSignedWith(q: Queries, kid: string): Promise<number> {
	const { awardTokens } = tablesOf(q);
	return q.$count(awardTokens, eq(awardTokens.kid, kid));
}

/** Forgets the tokens of awards that were signed anew: they say a status entry that is revoked. */
export async function removeTokensOf(tx: Queries, awards: readonly string[]): Promise<void> {
	const { awardTokens } = tablesOf(tx);
	await tx.delete(awardTokens).where(inArray(awardTokens.award, [...awards]));
}

/** Forgets the tokens of a key that is trusted no more: others may be made in their place. */
export async function removeTokensOfKey(tx: Queries, kid: string): Promise<void> {
	const { awardTokens } = tablesOf(tx);
	await tx.delete(awardTokens).where(eq(awardTokens.kid, kid));
}
