import { and, count, desc, eq, inArray, ne, sql, sum } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import type { Queries } from '#platform/server';
import type { Training, TrainingKind, TrainingTotal } from '../index.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['trainings']['$inferSelect'];

/** The rows of trainings with their dimensions, in one more query whatever their number. */
async function whole(q: Queries, rows: readonly Row[]): Promise<Training[]> {
	const { trainingDimensions: t } = tablesOf(q);
	const dimensions = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
	const links = await q
		.select()
		.from(t)
		.where(inArray(t.training, [...dimensions.keys()]));
	for (const { training, dimension } of links) dimensions.get(training)!.push(dimension);
	return rows.map((row) => ({
		...row,
		frameworkVersion: row.frameworkVersion as FrameworkVersion,
		kind: row.kind as TrainingKind,
		// Sorted here: the two dialects do not agree on the order of letters.
		dimensions: dimensions.get(row.id)!.sort(),
	}));
}

const column = ({ dimensions: _, ...training }: Training) => training;

const lines = (training: Training) =>
	training.dimensions.map((dimension) => ({ training: training.id, dimension }));

export async function addTraining(q: Queries, training: Training): Promise<void> {
	const { trainings, trainingDimensions } = tablesOf(q);
	await q.insert(trainings).values(column(training));
	await q.insert(trainingDimensions).values(lines(training));
}

/** Writes a training over the revision before it; false when another change came first. */
export async function replaceTraining(q: Queries, training: Training): Promise<boolean> {
	const { trainings, trainingDimensions } = tablesOf(q);
	const before = and(eq(trainings.id, training.id), eq(trainings.revision, training.revision - 1));
	const changed = await q
		.update(trainings)
		.set(column(training))
		.where(before)
		.returning({ id: trainings.id });
	if (changed.length === 0) return false;
	await q.delete(trainingDimensions).where(eq(trainingDimensions.training, training.id));
	await q.insert(trainingDimensions).values(lines(training));
	return true;
}

export async function deleteTraining(q: Queries, id: string): Promise<void> {
	const { trainings, trainingDimensions } = tablesOf(q);
	await q.delete(trainingDimensions).where(eq(trainingDimensions.training, id));
	await q.delete(trainings).where(eq(trainings.id, id));
}

export async function findTraining(q: Queries, id: string): Promise<Training | undefined> {
	const { trainings } = tablesOf(q);
	return (await whole(q, await q.select().from(trainings).where(eq(trainings.id, id))))[0];
}

/** A person's trainings, the newest date first; with a dimension, only those that worked on it. */
export async function trainingsOf(
	q: Queries,
	person: string,
	{ dimension, limit, offset = 0 }: { dimension?: string; limit?: number; offset?: number } = {},
): Promise<Training[]> {
	const { trainings, trainingDimensions: of } = tablesOf(q);
	const touching =
		dimension === undefined
			? undefined
			: inArray(trainings.id, q.select({ id: of.training }).from(of).where(eq(of.dimension, dimension)));
	const found = q
		.select()
		.from(trainings)
		.where(and(eq(trainings.person, person), touching))
		.orderBy(desc(trainings.date), desc(trainings.createdAt), desc(trainings.id));
	const rows = limit === undefined ? await found : await found.limit(limit).offset(offset);
	return whole(q, rows);
}

/** How many trainings a person logged, and their minutes, each training counted once. */
export async function trainingSum(q: Queries, person: string): Promise<{ count: number; minutes: number }> {
	const { trainings } = tablesOf(q);
	const [found] = await q
		.select({ count: count().mapWith(Number), minutes: sum(trainings.minutes).mapWith(Number) })
		.from(trainings)
		.where(eq(trainings.person, person));
	return { count: found!.count, minutes: found!.minutes ?? 0 };
}

/** What a person logged in each dimension they touched, in one query. */
export async function totalsOf(q: Queries, person: string): Promise<Map<string, TrainingTotal>> {
	const { trainings, trainingDimensions: of } = tablesOf(q);
	const rows = await q
		.select({
			dimension: of.dimension,
			minutes: sum(trainings.minutes).mapWith(Number),
			count: count().mapWith(Number),
			reflections: sum(sql`case when ${ne(trainings.reflection, '')} then 1 else 0 end`).mapWith(Number),
		})
		.from(of)
		.innerJoin(trainings, eq(of.training, trainings.id))
		.where(eq(trainings.person, person))
		.groupBy(of.dimension);
	return new Map(rows.map(({ dimension, ...total }) => [dimension, total]));
}
