import { and, eq, inArray } from 'drizzle-orm';
import type { IssuerKey } from '#openbadges';
import type { Queries } from '#platform/server';
import { tablesOf } from './tables.ts';

/** An issuing body: an institution at one address. */
export interface Issuer {
	readonly id: string;
	readonly institution: string;
	readonly slug: string;
	readonly did: string;
	/** Where it stood when it was made, such as `https://macaron.example`. */
	readonly origin: string;
	readonly createdAt: Date;
}

/** An issuer's key with its private half, sealed. */
export interface SealedKey extends IssuerKey {
	readonly sealedPrivate: string;
}

/** The issuing body of a DID, if it is one of this service's. */
export async function issuerByDid(q: Queries, did: string): Promise<Issuer | undefined> {
	const { issuers } = tablesOf(q);
	const [found] = await q.select().from(issuers).where(eq(issuers.did, did));
	return found;
}

/** The issuing body with this id. */
export async function issuerById(q: Queries, id: string): Promise<Issuer | undefined> {
	const { issuers } = tablesOf(q);
	const [found] = await q.select().from(issuers).where(eq(issuers.id, id));
	return found;
}

/** Every key an issuer ever had, in order of creation; private halves stay sealed. */
export async function keysOf(q: Queries, issuer: string): Promise<readonly SealedKey[]> {
	const { issuerKeys } = tablesOf(q);
	const rows = await q
		.select()
		.from(issuerKeys)
		.where(eq(issuerKeys.issuer, issuer))
		.orderBy(issuerKeys.createdAt, issuerKeys.id);
	return rows.map((row) => ({
		multikey: row.kid,
		state: row.state,
		notBefore: row.createdAt,
		endedAt: row.retiredAt,
		sealedPrivate: row.sealedPrivate,
	}));
}

/** Records a new issuing body with its first key, or nothing if that DID already stands. */
export async function addIssuer(
	tx: Queries,
	issuer: Issuer,
	key: { id: string; kid: string; sealedPrivate: string },
): Promise<void> {
	const { issuers, issuerKeys } = tablesOf(tx);
	const added = await tx.insert(issuers).values(issuer).onConflictDoNothing().returning({ id: issuers.id });
	if (added.length === 0) return;
	await tx
		.insert(issuerKeys)
		.values({ ...key, issuer: issuer.id, state: 'active', createdAt: issuer.createdAt, retiredAt: null });
}

/** The pairwise id of a person for an issuer: the one that stands, else the one offered, which then stands. */
export async function subjectOf(
	tx: Queries,
	person: string,
	issuer: string,
	offered: string,
): Promise<string> {
	const { pairwiseSubjects } = tablesOf(tx);
	await tx.insert(pairwiseSubjects).values({ person, issuer, uuid: offered }).onConflictDoNothing();
	const [row] = await tx
		.select({ uuid: pairwiseSubjects.uuid })
		.from(pairwiseSubjects)
		.where(and(eq(pairwiseSubjects.person, person), eq(pairwiseSubjects.issuer, issuer)));
	return row?.uuid ?? offered;
}

/** The issuing bodies with these ids. */
export async function issuersByIds(q: Queries, ids: readonly string[]): Promise<readonly Issuer[]> {
	if (ids.length === 0) return [];
	const { issuers } = tablesOf(q);
	return q
		.select()
		.from(issuers)
		.where(inArray(issuers.id, [...ids]));
}
