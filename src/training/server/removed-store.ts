import { and, desc, eq, gt, lte } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import type { Queries } from '#platform/server';
import type { Training, TrainingKind } from '../index.ts';
import { helpedColumn, readLookingBack } from './looking-back-columns.ts';
import { type tables, tablesOf } from './tables.ts';

/** A learning activity that its person removed, and when. */
export interface RemovedTraining {
	readonly training: Training;
	readonly removedAt: Date;
}

type Row = ReturnType<typeof tables>['removedTrainings']['$inferSelect'];

const read = ({ removedAt, frameworkVersion, kind, dimensions, ...row }: Row): RemovedTraining => ({
	training: {
		...row,
		...readLookingBack(row),
		frameworkVersion: frameworkVersion as FrameworkVersion,
		kind: kind as TrainingKind,
		dimensions: dimensions.split(' '),
	},
	removedAt,
});

/** Stores a learning activity among those removed. */
export async function addRemoved(tx: Queries, training: Training, removedAt: Date): Promise<void> {
	const { removedTrainings } = tablesOf(tx);
	const dimensions = training.dimensions.join(' ');
	await tx
		.insert(removedTrainings)
		.values({ ...training, dimensions, helped: helpedColumn(training), removedAt });
}

/** The learning activities that a person removed after a time, the last removed first. */
export async function removedOf(q: Queries, person: string, after: Date): Promise<RemovedTraining[]> {
	const { removedTrainings: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(eq(t.person, person), gt(t.removedAt, after)))
		.orderBy(desc(t.removedAt), desc(t.id));
	return rows.map(read);
}

/** A learning activity that was removed after a time, or undefined. */
export async function findRemoved(q: Queries, id: string, after: Date): Promise<RemovedTraining | undefined> {
	const { removedTrainings: t } = tablesOf(q);
	const [row] = await q
		.select()
		.from(t)
		.where(and(eq(t.id, id), gt(t.removedAt, after)));
	return row && read(row);
}

/** Erases a removed learning activity. */
export async function eraseRemoved(tx: Queries, id: string): Promise<void> {
	const { removedTrainings: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.id, id));
}

/** Erases the learning activities of everybody that were removed at a time or before. */
export async function eraseRemovedBefore(tx: Queries, until: Date): Promise<void> {
	const { removedTrainings: t } = tablesOf(tx);
	await tx.delete(t).where(lte(t.removedAt, until));
}
