import { eq } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { removeTokensOfKey } from '../files/award-token-store.ts';
import { voidIssuancesOfKey } from '../issuing/issuance-store.ts';
import { type KeyAlgorithm, tablesOf } from '../tables.ts';

/** Returns the state of a signing key; undefined if it is not in the database. */
export async function keyState(q: Queries, kid: string): Promise<string | undefined> {
	const { issuerKeys } = tablesOf(q);
	const [row] = await q.select({ state: issuerKeys.state }).from(issuerKeys).where(eq(issuerKeys.kid, kid));
	return row?.state;
}

/**
 * Records a signing key whose private half was lost with the restore: its earlier signatures verify, and it
 * signs no more.
 */
export async function addPublicKeyOnly(
	tx: Queries,
	key: {
		readonly issuer: string;
		readonly kid: string;
		readonly algorithm: KeyAlgorithm;
		readonly publicJwk: string | null;
		readonly state: string;
	},
	{ at, now }: { readonly at: Date; readonly now: Date },
): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.insert(issuerKeys).values({
		...key,
		id: key.kid,
		sealedPrivate: '',
		state: key.state === 'compromised' ? 'compromised' : 'retired',
		createdAt: at,
		retiredAt: now,
		endedReason: null,
	});
}

/**
 * Marks a key as compromised again after a restore, voids the issuances it was to sign, and deletes its
 * tokens.
 */
export async function compromiseRestoredKey(tx: Queries, kid: string, at: Date): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.update(issuerKeys).set({ state: 'compromised', retiredAt: at }).where(eq(issuerKeys.kid, kid));
	await voidIssuancesOfKey(tx, kid, at);
	await removeTokensOfKey(tx, kid);
}
