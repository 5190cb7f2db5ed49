import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/**
 * Draws a random sample of signed texts, including revoked awards; excludes those that a compromised key
 * signed.
 */
export async function sampleSignedTexts(
	q: Queries,
	howMany: number,
): Promise<readonly { readonly id: string; readonly credential: string }[]> {
	const { awards, issuerKeys } = tablesOf(q);
	const rows = await q
		.select({ id: awards.id, credential: awards.credential })
		.from(awards)
		.innerJoin(issuerKeys, and(eq(issuerKeys.kid, awards.kid), ne(issuerKeys.state, 'compromised')))
		.where(isNotNull(awards.credential))
		.orderBy(sql`random()`)
		.limit(howMany);
	return rows.flatMap(({ id, credential }) => (credential === null ? [] : [{ id, credential }]));
}
