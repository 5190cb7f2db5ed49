import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Grantee } from './sharing-store.ts';
import { tablesOf } from '../tables.ts';

/**
 * A record that a person (`actor`) read, on a calendar day (`2026-11-22`), what is shared with a cohort or an
 * adviser.
 */
export interface ShareReading extends Grantee {
	readonly actor: string;
	readonly day: string;
	readonly at: Date;
}

export async function hasReading(
	q: Queries,
	{ actor, granteeKind, grantee, day }: ShareReading,
): Promise<boolean> {
	const { shareReadings: t } = tablesOf(q);
	const rows = await q
		.select({ day: t.day })
		.from(t)
		.where(and(eq(t.actor, actor), eq(t.granteeKind, granteeKind), eq(t.grantee, grantee), eq(t.day, day)));
	return rows.length > 0;
}

/** Stores a reading, unless one of the same reader, grantee and day is already stored. */
export const insertReading = async (tx: Queries, reading: ShareReading): Promise<void> =>
	void (await tx.insert(tablesOf(tx).shareReadings).values(reading).onConflictDoNothing());

/**
 * Returns the records of who read what a person shared, while the share was in force; latest first, at most
 * `most`.
 */
export async function readingsOfSharesBy(q: Queries, person: string, most: number): Promise<ShareReading[]> {
	const { shareReadings: t, shares } = tablesOf(q);
	const rows = await q
		.selectDistinct({
			actor: t.actor,
			granteeKind: t.granteeKind,
			grantee: t.grantee,
			day: t.day,
			at: t.at,
		})
		.from(t)
		.innerJoin(shares, and(eq(shares.granteeKind, t.granteeKind), eq(shares.grantee, t.grantee)))
		.where(
			and(
				eq(shares.person, person),
				lte(shares.givenAt, t.at),
				or(isNull(shares.withdrawnAt), gt(shares.withdrawnAt, t.at)),
				or(isNull(shares.until), gt(shares.until, t.at)),
			),
		)
		.orderBy(desc(t.at), asc(t.actor), asc(t.granteeKind), asc(t.grantee), asc(t.day))
		.limit(most);
	return rows.map((row) => ({ ...row, granteeKind: row.granteeKind as Grantee['granteeKind'] }));
}
