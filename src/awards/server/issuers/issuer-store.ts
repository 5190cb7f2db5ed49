import { and, eq, inArray, ne } from 'drizzle-orm';
import type { IssuerKey, IssuerTokenKey, TokenJwk } from '#openbadges';
import { noteActs, type Queries } from '#platform/server';
import { keyStateAct } from '../acts.ts';
import { type KeyAlgorithm, type tables, tablesOf } from '../tables.ts';

/** An issuing body: an institution that signs badges at one origin. */
export interface Issuer {
	readonly id: string;
	readonly institution: string;
	readonly slug: string;
	readonly did: string;
	/** The origin of the service when the issuer was created, such as `https://macaron.example`. */
	readonly origin: string;
	readonly createdAt: Date;
}

/** What is stored of an issuer's key, of either kind (for badges, for tokens), besides its public half. */
interface StoredKey {
	readonly kid: string;
	readonly algorithm: KeyAlgorithm;
	readonly sealedPrivate: string;
}

/** A key with which an issuer signs badges, its private half sealed. */
export type SealedKey = IssuerKey & StoredKey;

/** A key with which an issuer signs tokens (VC-JWT), its private half sealed. */
export type SealedTokenKey = IssuerTokenKey & StoredKey;

type KeyRow = ReturnType<typeof tables>['issuerKeys']['$inferSelect'];

const storedKeyOf = ({ kid, algorithm, sealedPrivate, state, createdAt, retiredAt }: KeyRow) => ({
	...{ kid, algorithm, sealedPrivate, state },
	notBefore: createdAt,
	endedAt: retiredAt,
});

/** Finds the issuing body of this service with this DID; undefined if there is none. */
export async function issuerByDid(q: Queries, did: string): Promise<Issuer | undefined> {
	const { issuers } = tablesOf(q);
	const [found] = await q.select().from(issuers).where(eq(issuers.did, did));
	return found;
}

/** Finds the issuing body with this id; undefined if there is none. */
export async function issuerById(q: Queries, id: string): Promise<Issuer | undefined> {
	const { issuers } = tablesOf(q);
	const [found] = await q.select().from(issuers).where(eq(issuers.id, id));
	return found;
}

/**
 * Returns the issuing body with this id, to which a row refers. Throws if there is none, which the foreign
 * key prevents.
 */
export async function mustFindIssuer(q: Queries, id: string): Promise<Issuer> {
	const found = await issuerById(q, id);
	if (!found) throw new Error(`Issuer ${id} does not exist.`);
	return found;
}

async function rowsOf(q: Queries, issuer: string): Promise<KeyRow[]> {
	const { issuerKeys } = tablesOf(q);
	return q
		.select()
		.from(issuerKeys)
		.where(eq(issuerKeys.issuer, issuer))
		.orderBy(issuerKeys.createdAt, issuerKeys.id);
}

/**
 * Returns every key for badges that an issuer ever had, planned ones included, in order of creation; private
 * halves stay sealed.
 */
export async function badgeKeysOf(q: Queries, issuer: string): Promise<readonly SealedKey[]> {
	const rows = await rowsOf(q, issuer);
	return rows
		.filter(({ publicJwk }) => publicJwk === null)
		.map((row) => ({ ...storedKeyOf(row), multikey: row.kid }));
}

/**
 * Returns every key for tokens that an issuer ever had, planned ones included, in order of creation; private
 * halves stay sealed.
 */
export async function tokenKeysOf(q: Queries, issuer: string): Promise<readonly SealedTokenKey[]> {
	const rows = await rowsOf(q, issuer);
	return rows.flatMap((row) =>
		row.publicJwk === null ? [] : [{ ...storedKeyOf(row), jwk: JSON.parse(row.publicJwk) as TokenJwk }],
	);
}

/** Returns whether this is an issuer's active key for badges. */
export async function isActiveKey(q: Queries, issuer: string, kid: string): Promise<boolean> {
	return (await badgeKeysOf(q, issuer)).some(({ multikey, state }) => multikey === kid && state === 'active');
}

/** A key to be stored, its private half sealed. With `jwk` it is a key for tokens, otherwise for badges. */
export interface NewKey {
	readonly id: string;
	readonly kid: string;
	readonly sealedPrivate: string;
	readonly jwk?: TokenJwk;
}

/**
 * Stores another key of an issuer and records the act; `at` is the first instant at which the key may sign.
 */
export async function addKey(
	tx: Queries,
	issuer: string,
	key: NewKey & { state: 'planned' | 'active'; at: Date },
): Promise<void> {
	const { at: createdAt, jwk, ...rest } = key;
	const algorithm = jwk?.alg ?? 'Ed25519';
	const publicJwk = jwk ? JSON.stringify(jwk) : null;
	await noteActs(tx, [
		keyStateAct({ issuer, kid: key.kid, algorithm, publicJwk, state: key.state }, createdAt),
	]);
	await tx.insert(tablesOf(tx).issuerKeys).values({
		...rest,
		issuer,
		algorithm,
		publicJwk,
		createdAt,
		retiredAt: null,
		endedReason: null,
	});
}

/** Makes a planned key the active one, from this instant. Records no act. */
export async function activateKey(tx: Queries, kid: string, at: Date): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.update(issuerKeys).set({ state: 'active', createdAt: at }).where(eq(issuerKeys.kid, kid));
}

/**
 * Marks a key as retired or compromised, and records the act. If it ended before, its first end date is kept.
 */
export async function endKey(
	tx: Queries,
	{ kid, endedAt }: SealedKey | SealedTokenKey,
	state: 'retired' | 'compromised',
	{ at, reason }: { at: Date; reason: string | null },
): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	const ended = await tx
		.update(issuerKeys)
		.set({ state, retiredAt: endedAt ?? at, endedReason: reason })
		.where(eq(issuerKeys.kid, kid))
		.returning();
	await noteActs(
		tx,
		ended.map((key) => keyStateAct(key, at)),
	);
}

/** Returns the issuer that a key belongs to; undefined for an unknown key. */
export async function issuerOfKey(q: Queries, kid: string): Promise<Issuer | undefined> {
	const { issuerKeys } = tablesOf(q);
	const [row] = await q.select({ issuer: issuerKeys.issuer }).from(issuerKeys).where(eq(issuerKeys.kid, kid));
	return row && issuerById(q, row.issuer);
}

/** Returns every sealed key of every issuer, with the issuer's DID, to which its sealing is bound. */
export async function sealedKeys(
	q: Queries,
): Promise<readonly ({ readonly did: string; readonly state: KeyRow['state'] } & StoredKey)[]> {
	const { issuers, issuerKeys } = tablesOf(q);
	const { kid, algorithm, sealedPrivate, state } = issuerKeys;
	return (
		q
			.select({ did: issuers.did, kid, algorithm, sealedPrivate, state })
			.from(issuerKeys)
			.innerJoin(issuers, eq(issuers.id, issuerKeys.issuer))
			// An empty text means that the private half was lost: the key was created after the backup that
			// was restored.
			.where(ne(sealedPrivate, ''))
	);
}

/** Replaces the sealed private half of a key. */
export async function setSealed(tx: Queries, kid: string, sealedPrivate: string): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.update(issuerKeys).set({ sealedPrivate }).where(eq(issuerKeys.kid, kid));
}

/**
 * Stores a new issuing body with its first key, which is active; does nothing if its DID is already stored.
 */
export async function addIssuer(tx: Queries, issuer: Issuer, key: NewKey): Promise<void> {
	const { issuers } = tablesOf(tx);
	const added = await tx.insert(issuers).values(issuer).onConflictDoNothing().returning({ id: issuers.id });
	if (added.length === 0) return;
	await addKey(tx, issuer.id, { ...key, state: 'active', at: issuer.createdAt });
}

/**
 * Returns the pairwise ids (UUIDs) by which an issuer's badges name these people, by person; people without
 * one are left out.
 */
export async function pairwiseIdsOf(
	q: Queries,
	people: readonly string[],
	issuer: string,
): Promise<ReadonlyMap<string, string>> {
	const { pairwiseSubjects } = tablesOf(q);
	const rows = await q
		.select({ person: pairwiseSubjects.person, uuid: pairwiseSubjects.uuid })
		.from(pairwiseSubjects)
		.where(and(eq(pairwiseSubjects.issuer, issuer), inArray(pairwiseSubjects.person, [...people])));
	return new Map(rows.map(({ person, uuid }) => [person, uuid]));
}

/**
 * Returns the pairwise ids (UUIDs) by which an issuer's badges name people, by person: the stored id where
 * there is one, otherwise the id in `offered`, which is then stored.
 */
export async function ensurePairwiseIds(
	tx: Queries,
	issuer: string,
	offered: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
	if (offered.size === 0) return offered;
	const rows = [...offered].map(([person, uuid]) => ({ person, issuer, uuid }));
	await tx.insert(tablesOf(tx).pairwiseSubjects).values(rows).onConflictDoNothing();
	return pairwiseIdsOf(tx, [...offered.keys()], issuer);
}

/** Returns the origin of every issuing body, each once: the addresses that its badges state for ever. */
export async function issuerOriginsIn(q: Queries): Promise<readonly string[]> {
	const { issuers } = tablesOf(q);
	const rows = await q.selectDistinct({ origin: issuers.origin }).from(issuers).orderBy(issuers.origin);
	return rows.map(({ origin }) => origin);
}
