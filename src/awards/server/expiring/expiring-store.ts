import { and, asc, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A badge whose holder is to be told that it expires soon. */
export interface ExpiringAward {
	readonly id: string;
	readonly person: string;
	readonly badge: string;
}

/**
 * Marks as told, and returns, the next badges in force that expire between two instants, whose holders were not told
 * yet: the earliest to expire first, `most` at most. Translations, and badges that were given again since, are left
 * out.
 */
export async function markNextExpiring(
	tx: Queries,
	{
		after,
		until,
		most,
		at,
	}: { readonly after: Date; readonly until: Date; readonly most: number; readonly at: Date },
): Promise<readonly ExpiringAward[]> {
	const { awards: t } = tablesOf(tx);
	const next = await tx
		.select({ id: t.id, person: t.person, badge: t.badge })
		.from(t)
		.where(
			and(
				...[gt(t.validUntil, after), lte(t.validUntil, until), isNull(t.expiryToldAt), isNull(t.revokedAt)],
				...[isNull(t.translationOf), isNotNull(t.person), isNotNull(t.activeKey)],
			),
		)
		.orderBy(asc(t.validUntil), asc(t.id))
		.limit(most);
	if (next.length === 0) return [];
	const ids = next.map(({ id }) => id);
	await tx.update(t).set({ expiryToldAt: at }).where(inArray(t.id, ids));
	return next.flatMap(({ person, ...one }) => (person === null ? [] : [{ ...one, person }]));
}
