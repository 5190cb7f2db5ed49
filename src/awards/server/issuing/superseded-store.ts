import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Award } from '../../award.ts';
import { tablesOf } from '../tables.ts';

/** An earlier signed text of an award, before it was signed again. */
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

/** Counts of the awards a key signed, by their state now. */
export interface SignedByKey {
	/** Active, with their text: they can be signed again. */
	readonly active: number;
	/** Active, but without their text: the person has left. */
	readonly withoutText: number;
	readonly revoked: number;
	/** Signed again since. */
	readonly superseded: number;
}

/** Counts the awards a key signed. */
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

/** Stores earlier signed texts of awards. */
export async function addSuperseded(tx: Queries, all: readonly Superseded[]): Promise<void> {
	if (all.length > 0) await tx.insert(tablesOf(tx).supersededAwards).values([...all]);
}

/** Replaces an award's signed text, key and status entry. Its id, short code and dates stay. */
export async function replaceSignature(
	tx: Queries,
	id: string,
	signed: Pick<Award, 'credential' | 'kid' | 'statusList' | 'statusIndex'>,
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(signed).where(eq(awards.id, id));
}

/** Earlier signed texts of these awards, latest first. */
export async function supersededOf(q: Queries, awards: readonly string[]): Promise<readonly Superseded[]> {
	const { supersededAwards: earlier } = tablesOf(q);
	return q
		.select()
		.from(earlier)
		.where(inArray(earlier.award, [...awards]))
		.orderBy(desc(earlier.supersededAt), desc(earlier.id));
}

/** Entries of a status list whose signature was superseded: they count as revoked, since the newer text has its own entry. */
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
