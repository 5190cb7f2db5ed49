import { and, count, desc, eq, gte, inArray, ne, sql, sum } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import { insertRows, type Queries } from '#platform/server';
import type { Training, TrainingKind, TrainingTotal } from '../index.ts';
import { helpedColumn, readLookingBack } from './looking-back-columns.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['trainings']['$inferSelect'];

/**
 * Completes rows of learning activities with their dimensions, in one more query however many rows there are.
 */
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
		...readLookingBack(row),
		// Dimensions are sorted here, because SQLite and PostgreSQL sort letters differently.
		dimensions: dimensions.get(row.id)!.sort(),
	}));
}

const NEWEST_FIRST = (t: ReturnType<typeof tables>['trainings']) => [
	desc(t.date),
	desc(t.createdAt),
	desc(t.id),
];

const column = ({ dimensions: _, ...training }: Training) => ({
	...training,
	helped: helpedColumn(training),
});

const lines = (training: Training) =>
	training.dimensions.map((dimension) => ({ training: training.id, dimension }));

export async function addTraining(q: Queries, training: Training): Promise<void> {
	const { trainings, trainingDimensions } = tablesOf(q);
	await q.insert(trainings).values(column(training));
	await q.insert(trainingDimensions).values(lines(training));
}

/** Stores many new learning activities at once, with their dimensions. */
export async function addTrainings(q: Queries, all: readonly Training[]): Promise<void> {
	const { trainings, trainingDimensions } = tablesOf(q);
	await insertRows(q, trainings, all.map(column));
	await insertRows(q, trainingDimensions, all.flatMap(lines));
}

/**
 * Stores a learning activity in place of its previous revision; returns false, and writes nothing, when the
 * stored one has another revision.
 */
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
	const { trainings } = tablesOf(q);
	// Its dimensions go with it: the row itself is taken first, as whoever changes it takes it.
	await q.delete(trainings).where(eq(trainings.id, id));
}

export async function findTraining(q: Queries, id: string): Promise<Training | undefined> {
	const { trainings } = tablesOf(q);
	return (await whole(q, await q.select().from(trainings).where(eq(trainings.id, id))))[0];
}

/** Reads a person's learning activities, newest date first; only those in `dimension` if it is given. */
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
		.orderBy(...NEWEST_FIRST(trainings));
	const rows = limit === undefined ? await found : await found.limit(limit).offset(offset);
	return whole(q, rows);
}

/** The texts of a person's trainings, without the rest; newest date first, `limit` at most. */
export async function trainingTexts(
	q: Queries,
	person: string,
	limit: number,
): Promise<Pick<Training, 'id' | 'title' | 'reflection' | 'link'>[]> {
	const { trainings: t } = tablesOf(q);
	return q
		.select({ id: t.id, title: t.title, reflection: t.reflection, link: t.link })
		.from(t)
		.where(eq(t.person, person))
		.orderBy(...NEWEST_FIRST(t))
		.limit(limit);
}

/** The titles of a person's learning activities of these civil dates. */
export function titlesOnDates(
	q: Queries,
	person: string,
	dates: readonly string[],
): Promise<Pick<Training, 'date' | 'title'>[]> {
	const { trainings: t } = tablesOf(q);
	return q
		.select({ date: t.date, title: t.title })
		.from(t)
		.where(and(eq(t.person, person), inArray(t.date, [...dates])));
}

/** The trainings that have these ids, newest date first. */
export async function trainingsByIds(q: Queries, ids: readonly string[]): Promise<Training[]> {
	if (ids.length === 0) return [];
	const { trainings: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(inArray(t.id, [...ids]))
		.orderBy(...NEWEST_FIRST(t));
	return whole(q, rows);
}

/** How many learning activities a person logged, and their total minutes, each activity counted once. */
export async function trainingSum(q: Queries, person: string): Promise<{ count: number; minutes: number }> {
	const { trainings } = tablesOf(q);
	const [found] = await q
		.select({ count: count().mapWith(Number), minutes: sum(trainings.minutes).mapWith(Number) })
		.from(trainings)
		.where(eq(trainings.person, person));
	return { count: found!.count, minutes: found!.minutes ?? 0 };
}

const totals = (q: Queries, person: string) => {
	const { trainings, trainingDimensions: of } = tablesOf(q);
	return q
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
};

/** A person's totals of training in each dimension in which they logged something, by slug, in one query. */
export async function totalsOf(q: Queries, person: string): Promise<Map<string, TrainingTotal>> {
	return new Map((await totals(q, person)).map(({ dimension, ...total }) => [dimension, total]));
}

/**
 * A person's totals of training in each dimension in which they logged something, by slug, and their minutes
 * since a calendar date, each activity counted once; in one query.
 */
export async function totalsAndMinutesSince(
	q: Queries,
	person: string,
	since: string,
): Promise<{ readonly totals: Map<string, TrainingTotal>; readonly minutes: number }> {
	const { trainings } = tablesOf(q);
	const whole = q
		.select({
			// An empty slug, which no dimension has, marks the row of the minutes since the date.
			dimension: sql<string>`''`,
			minutes: sql`coalesce(${sum(trainings.minutes)}, 0)`.mapWith(Number),
			count: count().mapWith(Number),
			reflections: sql`0`.mapWith(Number),
		})
		.from(trainings)
		.where(and(eq(trainings.person, person), gte(trainings.date, since)));
	const rows = await totals(q, person).unionAll(whole);
	const [own, all] = [
		rows.filter(({ dimension }) => dimension !== ''),
		rows.find((one) => one.dimension === ''),
	];
	return {
		totals: new Map(own.map(({ dimension, ...total }) => [dimension, total])),
		minutes: all?.minutes ?? 0,
	};
}
