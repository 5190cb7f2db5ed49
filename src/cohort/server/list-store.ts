import { and, asc, count, eq, sql } from 'drizzle-orm';
import { insertRows, preparedQuery, type Queries } from '#platform/server';
import { tablesOf } from './tables.ts';

/** A person in the list of those who share in a cohort, as an adviser sees them. */
export interface ListedPerson {
	readonly person: string;
	readonly name: string;
	/** Sort key of the list: `nameSortKey` of the name. */
	readonly nameOrder: string;
	/** When the person began to share in the cohort. */
	readonly since: Date;
	/** In how many dimensions of the cohort’s version of the framework the person has answered. */
	readonly answered: number;
}

/** How many people share in a cohort, and how many of them have answered in every dimension. */
export interface CohortCounts {
	readonly people: number;
	readonly done: number;
}

/**
 * The id of a cohort, and how many dimensions its version of the framework has: a person who answered in all
 * of them counts as done.
 */
export interface ListedCohort {
	readonly id: string;
	readonly dimensions: number;
}

const rowOf = (q: Queries, cohort: string, person: string) => {
	const { cohortPeople: t } = tablesOf(q);
	return { t, row: and(eq(t.cohort, cohort), eq(t.person, person)) };
};

async function answeredBefore(q: Queries, cohort: string, person: string): Promise<number | undefined> {
	const { t, row } = rowOf(q, cohort, person);
	return (await q.select({ answered: t.answered }).from(t).where(row))[0]?.answered;
}

const isDone = ({ dimensions }: ListedCohort, answered: number | undefined) =>
	answered !== undefined && answered >= dimensions ? 1 : 0;

/**
 * Adds to the stored counts of a cohort. A cohort whose list was never made has null counts, which stay null.
 */
async function addToCounts(tx: Queries, cohort: string, { people, done }: CohortCounts): Promise<void> {
	if (people === 0 && done === 0) return;
	const { cohorts: t } = tablesOf(tx);
	const set = { people: sql`${t.people} + ${people}`, done: sql`${t.done} + ${done}` };
	await tx.update(t).set(set).where(eq(t.id, cohort));
}

/** Adds a person's row to the list of a cohort, or replaces it, and updates the cohort's counts. */
export async function putInList(tx: Queries, cohort: ListedCohort, one: ListedPerson): Promise<void> {
	const before = await answeredBefore(tx, cohort.id, one.person);
	const { cohortPeople: t } = tablesOf(tx);
	await tx
		.insert(t)
		.values({ cohort: cohort.id, ...one })
		.onConflictDoUpdate({ target: [t.cohort, t.person], set: { ...one } });
	await addToCounts(tx, cohort.id, {
		people: before === undefined ? 1 : 0,
		done: isDone(cohort, one.answered) - isDone(cohort, before),
	});
}

/** Adds people to the list of a cohort, in which none of them may be yet, and updates its counts. */
export async function addToList(
	tx: Queries,
	cohort: ListedCohort,
	all: readonly ListedPerson[],
): Promise<void> {
	await insertRows(
		tx,
		tablesOf(tx).cohortPeople,
		all.map((one) => ({ cohort: cohort.id, ...one })),
	);
	const done = all.filter(({ answered }) => isDone(cohort, answered)).length;
	await addToCounts(tx, cohort.id, { people: all.length, done });
}

/**
 * Removes a person from the list of a cohort and updates its counts; does nothing when they are not in it.
 */
export async function takeOffList(tx: Queries, cohort: ListedCohort, person: string): Promise<void> {
	const before = await answeredBefore(tx, cohort.id, person);
	if (before === undefined) return;
	const { t, row } = rowOf(tx, cohort.id, person);
	await tx.delete(t).where(row);
	await addToCounts(tx, cohort.id, { people: -1, done: -isDone(cohort, before) });
}

/** Replaces the whole list of a cohort and its counts, and returns the counts. */
export async function replaceList(
	tx: Queries,
	cohort: ListedCohort,
	all: readonly ListedPerson[],
): Promise<CohortCounts> {
	const { cohorts, cohortPeople: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.cohort, cohort.id));
	await insertRows(
		tx,
		t,
		all.map((one) => ({ cohort: cohort.id, ...one })),
	);
	const done = all.filter(({ answered }) => isDone(cohort, answered)).length;
	const counts = { people: all.length, done };
	await tx.update(cohorts).set(counts).where(eq(cohorts.id, cohort.id));
	return counts;
}

/** How many people are in the list of a cohort. */
export async function peopleNow(q: Queries, cohort: string): Promise<number> {
	const { cohortPeople: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(eq(t.cohort, cohort));
	return row?.n ?? 0;
}

const pageOfList = preparedQuery((q) => {
	const { cohortPeople: t } = tablesOf(q);
	return q
		.select({
			...{ person: t.person, name: t.name, nameOrder: t.nameOrder },
			...{ since: t.since, answered: t.answered },
		})
		.from(t)
		.where(eq(t.cohort, sql.placeholder('cohort')))
		.orderBy(asc(t.nameOrder), asc(t.person))
		.limit(sql.placeholder('most'))
		.offset(sql.placeholder('after'));
});

/** Reads a page of the list of a cohort, in the order of names: `most` people after the first `after`. */
export const listedPeoplePage = async (
	q: Queries,
	cohort: string,
	{ after, most }: { readonly after: number; readonly most: number },
): Promise<ListedPerson[]> => pageOfList(q, { cohort, after, most });

/** Reads the ids of the cohorts whose list contains a person, and since when they share in each. */
export async function cohortListsContaining(
	q: Queries,
	person: string,
): Promise<{ cohort: string; since: Date }[]> {
	const { cohortPeople: t } = tablesOf(q);
	return q
		.select({ cohort: t.cohort, since: t.since })
		.from(t)
		.where(eq(t.person, person))
		.orderBy(asc(t.cohort));
}
