import { desc, eq } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A setting of an institution whose changes are kept. */
export type ChangedSetting = 'name' | 'time-zone' | 'language' | 'threshold' | 'framework' | 'logo';

/** One change of a setting: from what, to what, when, and by whom. */
export interface InstitutionChange {
	readonly id: string;
	readonly setting: ChangedSetting;
	/** The value before; for a logo, the name of its file; '' where there was none. */
	readonly was: string;
	readonly became: string;
	readonly changedAt: Date;
	/** The name of whoever made it; null for the operator's command, and once they have no account any more. */
	readonly by: string | null;
}

/** A change to store, made by the person `changedBy`. */
export type NewInstitutionChange = Omit<InstitutionChange, 'by'> & {
	readonly institution: string;
	/** Null for the operator's command. */
	readonly changedBy: string | null;
};

export async function insertInstitutionChanges(
	tx: Queries,
	changes: readonly NewInstitutionChange[],
): Promise<void> {
	if (changes.length > 0) await tx.insert(tablesOf(tx).institutionChanges).values([...changes]);
}

/** Returns the last changes of an institution's settings, newest first, `most` at most. */
export async function latestInstitutionChanges(
	q: Queries,
	institution: string,
	most: number,
): Promise<readonly InstitutionChange[]> {
	const { institutionChanges: t, people } = tablesOf(q);
	const rows = await q
		.select({
			id: t.id,
			setting: t.setting,
			was: t.was,
			became: t.became,
			changedAt: t.changedAt,
			by: people.displayName,
		})
		.from(t)
		.leftJoin(people, eq(people.id, t.changedBy))
		.where(eq(t.institution, institution))
		.orderBy(desc(t.changedAt), desc(t.id))
		.limit(most);
	return rows.map((row) => ({ ...row, setting: row.setting as ChangedSetting }));
}
