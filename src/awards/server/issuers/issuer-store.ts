import { and, eq, inArray, ne } from 'drizzle-orm';
import type { IssuerKey, IssuerTokenKey, TokenJwk } from '#openbadges';
import { noteActs, type Queries } from '#platform/server';
import { keyAct } from '../acts.ts';
import { type KeyAlgorithm, type tables, tablesOf } from '../tables.ts';

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

/** What the store keeps of any key beside its public half. */
interface Kept {
	readonly kid: string;
	readonly algorithm: KeyAlgorithm;
	readonly sealedPrivate: string;
}

/** An issuer's key with its private half, sealed. */
export type SealedKey = IssuerKey & Kept;

/** A key that an issuer signs tokens with, with its private half, sealed. */
export type SealedTokenKey = IssuerTokenKey & Kept;

type KeyRow = ReturnType<typeof tables>['issuerKeys']['$inferSelect'];

const kept = ({ kid, algorithm, sealedPrivate, state, createdAt, retiredAt }: KeyRow) => ({
	...{ kid, algorithm, sealedPrivate, state },
	notBefore: createdAt,
	endedAt: retiredAt,
});

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

/** The issuer a row refers to. Throws if there is none, which the foreign key excludes. */
export async function issuerOf(q: Queries, id: string): Promise<Issuer> {
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

/** Every key an issuer ever signed badges with, in order of creation; private halves stay sealed. */
export async function keysOf(q: Queries, issuer: string): Promise<readonly SealedKey[]> {
	const rows = await rowsOf(q, issuer);
	return rows
		.filter(({ publicJwk }) => publicJwk === null)
		.map((row) => ({ ...kept(row), multikey: row.kid }));
}

/** Every key an issuer ever signed tokens with, in order of creation; private halves stay sealed. */
export async function tokenKeysOf(q: Queries, issuer: string): Promise<readonly SealedTokenKey[]> {
	const rows = await rowsOf(q, issuer);
	return rows.flatMap((row) =>
		row.publicJwk === null ? [] : [{ ...kept(row), jwk: JSON.parse(row.publicJwk) as TokenJwk }],
	);
}

/** Whether a key signs for an issuer now. */
export async function isActiveKey(q: Queries, issuer: string, kid: string): Promise<boolean> {
	return (await keysOf(q, issuer)).some(({ multikey, state }) => multikey === kid && state === 'active');
}

/** A key just made, its private half sealed; with `jwk`, it signs tokens. */
export interface NewKey {
	readonly id: string;
	readonly kid: string;
	readonly sealedPrivate: string;
	readonly jwk?: TokenJwk;
}

/** Records one more key of an issuer; the first instant it may sign is its date. */
export async function addKey(
	tx: Queries,
	issuer: string,
	key: NewKey & { state: 'planned' | 'active'; at: Date },
): Promise<void> {
	const { at: createdAt, jwk, ...rest } = key;
	const algorithm = jwk?.alg ?? 'Ed25519';
	const publicJwk = jwk ? JSON.stringify(jwk) : null;
	await noteActs(tx, [keyAct({ issuer, kid: key.kid, algorithm, publicJwk, state: key.state }, createdAt)]);
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

/** A planned key signs from now on. */
export async function activateKey(tx: Queries, kid: string, at: Date): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.update(issuerKeys).set({ state: 'active', createdAt: at }).where(eq(issuerKeys.kid, kid));
}

/** A key signs no more; the date at which one already ended did stays. */
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
		ended.map((key) => keyAct(key, at)),
	);
}

/** The issuer a key belongs to. */
export async function issuerOfKey(q: Queries, kid: string): Promise<Issuer | undefined> {
	const { issuerKeys } = tablesOf(q);
	const [row] = await q.select({ issuer: issuerKeys.issuer }).from(issuerKeys).where(eq(issuerKeys.kid, kid));
	return row && issuerById(q, row.issuer);
}

/** Every sealed key of every issuer, with the DID it is bound to. */
export async function sealedKeys(
	q: Queries,
): Promise<readonly ({ readonly did: string; readonly state: KeyRow['state'] } & Kept)[]> {
	const { issuers, issuerKeys } = tablesOf(q);
	const { kid, algorithm, sealedPrivate, state } = issuerKeys;
	return (
		q
			.select({ did: issuers.did, kid, algorithm, sealedPrivate, state })
			.from(issuerKeys)
			.innerJoin(issuers, eq(issuers.id, issuerKeys.issuer))
			// A key that was made after a copy that was put back has no private half here any more.
			.where(ne(sealedPrivate, ''))
	);
}

/** Puts another sealed text in place of a key's. */
export async function setSealed(tx: Queries, kid: string, sealedPrivate: string): Promise<void> {
	const { issuerKeys } = tablesOf(tx);
	await tx.update(issuerKeys).set({ sealedPrivate }).where(eq(issuerKeys.kid, kid));
}

/** Stores a new issuer with its first key; does nothing if its DID is already stored. */
export async function addIssuer(tx: Queries, issuer: Issuer, key: NewKey): Promise<void> {
	const { issuers } = tablesOf(tx);
	const added = await tx.insert(issuers).values(issuer).onConflictDoNothing().returning({ id: issuers.id });
	if (added.length === 0) return;
	await addKey(tx, issuer.id, { ...key, state: 'active', at: issuer.createdAt });
}

/** Pairwise ids of these people for an issuer, by person. */
export async function subjectIdsOf(
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

/** Pairwise ids of people for an issuer, by person: the stored ones, else the offered ones, which are then stored. */
export async function ensureSubjectIds(
	tx: Queries,
	issuer: string,
	offered: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
	if (offered.size === 0) return offered;
	const rows = [...offered].map(([person, uuid]) => ({ person, issuer, uuid }));
	await tx.insert(tablesOf(tx).pairwiseSubjects).values(rows).onConflictDoNothing();
	return subjectIdsOf(tx, [...offered.keys()], issuer);
}

/** A person's pairwise id for an issuer, if one is stored. */
export async function subjectIdOf(q: Queries, person: string, issuer: string): Promise<string | undefined> {
	const { pairwiseSubjects } = tablesOf(q);
	const [row] = await q
		.select({ uuid: pairwiseSubjects.uuid })
		.from(pairwiseSubjects)
		.where(and(eq(pairwiseSubjects.person, person), eq(pairwiseSubjects.issuer, issuer)));
	return row?.uuid;
}

/** A person's pairwise id for an issuer: the stored one, else the offered one, which is then stored. */
export async function ensureSubjectId(
	tx: Queries,
	person: string,
	issuer: string,
	offered: string,
): Promise<string> {
	const { pairwiseSubjects } = tablesOf(tx);
	await tx.insert(pairwiseSubjects).values({ person, issuer, uuid: offered }).onConflictDoNothing();
	return (await subjectIdOf(tx, person, issuer)) ?? offered;
}
