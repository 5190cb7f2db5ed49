import { and, desc, eq, gt, lte } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Evidence } from '../application.ts';
import { tablesOf } from './tables.ts';

/** A piece of evidence that its person removed, and when. */
export interface RemovedEvidence extends Evidence {
	readonly removedAt: Date;
}

/** Stores a piece of evidence among those removed from an application. */
export async function addRemovedEvidence(
	tx: Queries,
	application: string,
	one: RemovedEvidence,
): Promise<void> {
	await tx.insert(tablesOf(tx).removedEvidence).values({ ...one, application });
}

/** The pieces of evidence removed from an application after a time, the last removed first. */
export async function removedEvidenceOf(
	q: Queries,
	application: string,
	after: Date,
): Promise<readonly RemovedEvidence[]> {
	const { removedEvidence: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(eq(t.application, application), gt(t.removedAt, after)))
		.orderBy(desc(t.removedAt), desc(t.id));
	return rows.map(({ application: _application, ...row }) => row);
}

/** Erases a piece of evidence removed from an application; returns what it named as its file. */
export async function eraseRemovedEvidence(
	tx: Queries,
	application: string,
	id: string,
): Promise<readonly { readonly file: string | null }[]> {
	const { removedEvidence: t } = tablesOf(tx);
	return tx
		.delete(t)
		.where(and(eq(t.application, application), eq(t.id, id)))
		.returning({ file: t.file });
}

/**
 * Erases the pieces of evidence of everybody that were removed at a time or before; returns what they named as
 * their files.
 */
export async function eraseRemovedEvidenceBefore(
	tx: Queries,
	until: Date,
): Promise<readonly { readonly file: string | null }[]> {
	const { removedEvidence: t } = tablesOf(tx);
	return tx.delete(t).where(lte(t.removedAt, until)).returning({ file: t.file });
}
