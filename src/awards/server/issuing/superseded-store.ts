import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Award } from '../../award.ts';
import type { ReissueCause } from '../../issuance.ts';
import { tablesOf } from '../tables.ts';

/** An earlier signed text of an award, kept when the award was signed again. */
export interface SupersededText extends Pick<
	Award,
	'issuer' | 'credential' | 'kid' | 'statusList' | 'statusIndex'
> {
	readonly id: string;
	readonly award: string;
	readonly supersededAt: Date;
	readonly cause: ReissueCause;
	readonly reason: string | null;
}

/**
 * Returns the ids of the unrevoked awards that a key signed, that have not expired and whose text is still stored,
 * in order of id.
 */
export async function reissuableAwardIds(q: Queries, kid: string, now: Date): Promise<readonly string[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ id: awards.id })
		.from(awards)
		.where(and(eq(awards.kid, kid), inForce(awards, now), isNotNull(awards.credential)))
		.orderBy(asc(awards.id));
	return rows.map(({ id }) => id);
}

/** SQL condition on a row of awards: neither revoked nor expired. */
const inForce = (t: ReturnType<typeof tablesOf>['awards'], now: Date) =>
	and(isNull(t.revokedAt), or(isNull(t.validUntil), gt(t.validUntil, now)));

/** Numbers of awards that a key signed, by their present state. */
export interface SignedAwardCounts {
	/** In force, with their text: they can be signed again. */
	readonly active: number;
	/** In force, but without their text: the holder has left. */
	readonly withoutText: number;
	readonly revoked: number;
	/** Signed again since, with another key. */
	readonly superseded: number;
}

/** Counts the awards that a key signed, by their present state. */
export async function countSignedAwardsByState(
	q: Queries,
	kid: string,
	now: Date,
): Promise<SignedAwardCounts> {
	const { awards, supersededAwards } = tablesOf(q);
	const own = eq(awards.kid, kid);
	const howMany = (more: ReturnType<typeof and>) => q.$count(awards, and(own, more));
	return {
		active: await howMany(and(inForce(awards, now), isNotNull(awards.credential))),
		withoutText: await howMany(and(inForce(awards, now), isNull(awards.credential))),
		revoked: await howMany(isNotNull(awards.revokedAt)),
		superseded: await q.$count(supersededAwards, eq(supersededAwards.kid, kid)),
	};
}

/** Stores earlier signed texts of awards. */
export async function addSuperseded(tx: Queries, all: readonly SupersededText[]): Promise<void> {
	if (all.length > 0) await tx.insert(tablesOf(tx).supersededAwards).values([...all]);
}

/**
 * Replaces the signed text, key and status entry of an award, and whether it is to be bound to an address, if
 * that changes. Its id, short code and dates stay.
 */
export async function replaceSignature(
	tx: Queries,
	id: string,
	signed: Pick<Award, 'credential' | 'kid' | 'statusList' | 'statusIndex'> &
		Partial<Pick<Award, 'bindsEmail'>>,
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(signed).where(eq(awards.id, id));
}

/** Returns the earlier signed texts of these awards, latest first. */
export async function supersededTextsOf(
	q: Queries,
	awards: readonly string[],
): Promise<readonly SupersededText[]> {
	const { supersededAwards: earlier } = tablesOf(q);
	return q
		.select()
		.from(earlier)
		.where(inArray(earlier.award, [...awards]))
		.orderBy(desc(earlier.supersededAt), desc(earlier.id));
}

/**
 * Returns the entries of a status list that belong to replaced signed texts. They count as revoked, since the
 * newer text has an entry of its own.
 */
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

/** Counts how often the holder of an award had it signed again since a time. */
export async function countHolderReissues(q: Queries, award: string, since: Date): Promise<number> {
	const { supersededAwards: earlier } = tablesOf(q);
	return q.$count(
		earlier,
		and(eq(earlier.award, award), ne(earlier.cause, 'key-compromised'), gt(earlier.supersededAt, since)),
	);
}
