import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Award } from '../../award.ts';
import { tablesOf } from '../tables.ts';

/** What an award was signed as, before it was signed anew. */
export interface Superseded extends Pick<
	Award,
	'issuer' | 'credential' | 'kid' | 'statusList' | 'statusIndex'
> {
	readonly id: string;
	readonly award: string;
	readonly supersededAt: Date;
	readonly reason: string | null;
}

/** The active awards that a key signed and that still have their text, in order of id. */
export async function toReissue(q: Queries, kid: string): Promise<readonly string[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ id: awards.id })
		.from(awards)
		.where(and(eq(awards.kid, kid), isNull(awards.revokedAt), isNotNull(awards.credential)))
		.orderBy(asc(awards.id));
	return rows.map(({ id }) => id);
}

/** What a key signed, counted by what becomes of it. */
export interface SignedByKey {
	/** Standing, with their text: they can be signed anew. */
	readonly active: number;
	/** Standing, but their person left and their text with them. */
	readonly withoutText: number;
	readonly revoked: number;
	/** Signed anew since. */
	readonly superseded: number;
}

/** Counts what a key signed. */
export async function signedByKey(q: Queries, kid: string): Promise<SignedByKey> {
	const { awards, supersededAwards } = tablesOf(q);
	const own = eq(awards.kid, kid);
	const howMany = (more: ReturnType<typeof and>) => q.$count(awards, and(own, more));
	return {
		active: await howMany(and(isNull(awards.revokedAt), isNotNull(awards.credential))),
		withoutText: await howMany(and(isNull(awards.revokedAt), isNull(awards.credential))),
		revoked: await howMany(isNotNull(awards.revokedAt)),
		superseded: await q.$count(supersededAwards, eq(supersededAwards.kid, kid)),
	};
}

/** Records what awards were signed as until now. */
export async function addSuperseded(tx: Queries, all: readonly Superseded[]): Promise<void> {
	if (all.length > 0) await tx.insert(tablesOf(tx).supersededAwards).values([...all]);
}

/** Puts another signed text in the place of an award's; its id, its short code and its dates stay. */
export async function replaceSignature(
	tx: Queries,
	id: string,
	signed: Pick<Award, 'credential' | 'kid' | 'statusList' | 'statusIndex'>,
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(signed).where(eq(awards.id, id));
}

/** What these awards were signed as before, latest first. */
export async function supersededOf(q: Queries, awards: readonly string[]): Promise<readonly Superseded[]> {
	const { supersededAwards: earlier } = tablesOf(q);
	return q
		.select()
		.from(earlier)
		.where(inArray(earlier.award, [...awards]))
		.orderBy(desc(earlier.supersededAt), desc(earlier.id));
}

/** The entries of an issuer's status list whose signature was superseded: revoked, the newer one has its own. */
export async function supersededEntries(
	q: Queries,
	issuer: string,
	list: number,
): Promise<readonly number[]> {
	const { supersededAwards: earlier } = tablesOf(q);
	const rows = await q
		.select({ index: earlier.statusIndex })
		.from(earlier)
		.where(and(eq(earlier.issuer, issuer), eq(earlier.statusList, list)));
	return rows.map(({ index }) => index);
}
