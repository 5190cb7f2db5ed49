import { asc, eq } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import { insertRows, type Queries } from '#platform/server';
import type { WordingChange } from '../worded.ts';
import { tablesOf } from './tables.ts';

/** A change of a version's words as it is kept, and when it was imported. */
export interface StoredChange extends WordingChange {
	readonly changedAt: Date;
}

/** Reads every imported change of the words of a version of the framework, in the order of their place. */
export async function storedChanges(q: Queries, version: FrameworkVersion): Promise<StoredChange[]> {
	const { frameworkWords: t } = tablesOf(q);
	const rows = await q.select().from(t).where(eq(t.version, version)).orderBy(asc(t.place), asc(t.slug));
	return rows.map(({ slug, kind, fr, en, certaintyFr, certaintyEn, changedAt }) => ({
		...{ slug, kind, fr, en, certainty: { fr: certaintyFr, en: certaintyEn }, changedAt },
	}));
}

/** Replaces the imported changes of a version of the framework with these, in this order. */
export async function replaceChanges(
	tx: Queries,
	version: FrameworkVersion,
	changes: readonly StoredChange[],
): Promise<void> {
	const { frameworkWords: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.version, version));
	await insertRows(
		tx,
		t,
		changes.map(({ slug, kind, fr, en, certainty, changedAt }, place) => ({
			...{ version, slug, kind, fr, en, place, changedAt },
			...{ certaintyFr: certainty.fr, certaintyEn: certainty.en },
		})),
	);
}
