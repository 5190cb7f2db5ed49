import { and, asc, count, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { insertRows, preparedQuery, type Queries } from '#platform/server';
import type { Cohort } from '../cohort.ts';
import type { CohortCounts } from './list-store.ts';
import type { PortraitFigure } from '../figures.ts';
import type { FiguresAndCountedPeople } from '../portrait.ts';
import { type tables, tablesOf } from './tables.ts';

/**
 * A cohort with how many people share in it, and how many of them have answered in every dimension; `counts` is
 * null until its list is made.
 */
export interface CohortWithCounts {
	readonly cohort: Cohort;
	readonly counts: CohortCounts | null;
}

type Row = ReturnType<typeof tables>['cohorts']['$inferSelect'];

const cohortFrom = ({ people: _people, done: _done, handedOverAt: _at, ...cohort }: Row): Cohort => cohort;

const counted = (row: Row): CohortWithCounts => ({
	cohort: cohortFrom(row),
	counts: row.people === null || row.done === null ? null : { people: row.people, done: row.done },
});

/** Stores a new cohort, whose list is empty, with its first adviser (the person's id). */
export async function insertCohort(tx: Queries, cohort: Cohort, adviser: string): Promise<void> {
	const { cohorts, cohortAdvisers } = tablesOf(tx);
	await tx.insert(cohorts).values({ ...cohort, people: 0, done: 0 });
	await tx.insert(cohortAdvisers).values({ cohort: cohort.id, person: adviser });
}

/** Makes a person the only adviser of a cohort, handed over to them at this time. */
export async function replaceAdvisers(
	tx: Queries,
	cohort: string,
	{ adviser, at }: { readonly adviser: string; readonly at: Date },
): Promise<void> {
	const { cohorts, cohortAdvisers } = tablesOf(tx);
	await tx.delete(cohortAdvisers).where(eq(cohortAdvisers.cohort, cohort));
	await tx.insert(cohortAdvisers).values({ cohort, person: adviser });
	await tx.update(cohorts).set({ handedOverAt: at }).where(eq(cohorts.id, cohort));
}

export async function cohortById(q: Queries, id: string): Promise<Cohort | undefined> {
	const { cohorts } = tablesOf(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.id, id));
	return row && cohortFrom(row);
}

/** Changes what its advisers may change of a cohort. */
export async function updateCohort(
	tx: Queries,
	id: string,
	set: Partial<Pick<Cohort, 'name' | 'endsOn' | 'startsOn' | 'mostPeople' | 'asks' | 'archivedAt'>>,
): Promise<void> {
	const { cohorts } = tablesOf(tx);
	await tx.update(cohorts).set(set).where(eq(cohorts.id, id));
}

/**
 * What an adviser's page shows of a cohort, except its people: its counts, the ids of its advisers, and its last
 * portrait (null before the first).
 */
export interface CohortForAdviser extends CohortWithCounts {
	readonly advisers: readonly string[];
	readonly portrait: StoredPortrait | null;
	/** How many people in its list have answered in no dimension. */
	readonly notStarted: number;
	/** How many people are asked, since it was handed over, whether they share in it. */
	readonly asked: number;
}

const wholeCohortById = preparedQuery((q) => {
	const { cohorts, cohortAdvisers: t, portraits, cohortPeople, cohortAsked } = tablesOf(q);
	const notStarted = q
		.select({ count: count() })
		.from(cohortPeople)
		.where(and(eq(cohortPeople.cohort, cohorts.id), eq(cohortPeople.answered, 0)));
	const asked = q.select({ count: count() }).from(cohortAsked).where(eq(cohortAsked.cohort, cohorts.id));
	return q
		.select({
			...{ row: cohorts, adviser: t.person, portrait: portraits },
			notStarted: sql<number | string>`(${notStarted})`,
			asked: sql<number | string>`(${asked})`,
		})
		.from(cohorts)
		.leftJoin(t, eq(t.cohort, cohorts.id))
		.leftJoin(portraits, eq(portraits.cohort, cohorts.id))
		.where(eq(cohorts.id, sql.placeholder('id')))
		.orderBy(asc(t.person));
});

/**
 * Reads a cohort with its counts, the ids of its advisers and its last portrait; undefined for an unknown id.
 */
export async function cohortForAdviser(q: Queries, id: string): Promise<CohortForAdviser | undefined> {
	const rows = await wholeCohortById(q, { id });
	const [first] = rows;
	if (!first) return undefined;
	const advisers = rows.flatMap(({ adviser }) => adviser ?? []);
	return {
		...counted(first.row),
		...{
			advisers,
			portrait: first.portrait,
			notStarted: Number(first.notStarted),
			asked: Number(first.asked),
		},
	};
}

export async function cohortByCode(q: Queries, code: string): Promise<Cohort | undefined> {
	const { cohorts } = tablesOf(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.joinCode, code));
	return row && cohortFrom(row);
}

export async function cohortsByIds(q: Queries, ids: readonly string[]): Promise<Cohort[]> {
	const { cohorts } = tablesOf(q);
	const found = await q
		.select()
		.from(cohorts)
		.where(inArray(cohorts.id, [...ids]));
	return found.map(cohortFrom);
}

/** Reads the ids of the advisers of each of these cohorts, by cohort id. */
export async function advisersOfCohorts(q: Queries, ids: readonly string[]): Promise<Map<string, string[]>> {
	const { cohortAdvisers: t } = tablesOf(q);
	const found = new Map<string, string[]>(ids.map((id) => [id, []]));
	const rows = await q
		.select()
		.from(t)
		.where(inArray(t.cohort, [...ids]))
		.orderBy(asc(t.cohort), asc(t.person));
	for (const row of rows) found.get(row.cohort)!.push(row.person);
	return found;
}

/**
 * Reads the cohorts of an institution that an adviser accompanies, with their counts, newest first but the archived
 * ones last, 100 at most.
 */
export async function cohortsAdvisedBy(
	q: Queries,
	adviser: string,
	institution: string,
): Promise<CohortWithCounts[]> {
	const { cohorts, cohortAdvisers: t } = tablesOf(q);
	const rows = await q
		.select({ cohort: cohorts })
		.from(t)
		.innerJoin(cohorts, eq(cohorts.id, t.cohort))
		.where(and(eq(t.person, adviser), eq(cohorts.institution, institution)))
		.orderBy(sql`${cohorts.archivedAt} is not null`, desc(cohorts.createdAt), asc(cohorts.id))
		.limit(100);
	return rows.map(({ cohort }) => counted(cohort));
}

/** Returns the ids of the cohorts of an institution. */
export async function cohortIdsOf(q: Queries, institution: string): Promise<readonly string[]> {
	const { cohorts } = tablesOf(q);
	const rows = await q.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.institution, institution));
	return rows.map(({ id }) => id);
}

/** Takes a person out of the advisers of these cohorts. */
export async function removeAdviserFromCohorts(
	tx: Queries,
	person: string,
	cohorts: readonly string[],
): Promise<void> {
	const { cohortAdvisers: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.person, person), inArray(t.cohort, [...cohorts])));
}

/** Reads every cohort of an institution with its counts, oldest first. */
export async function everyCohortOf(q: Queries, institution: string): Promise<CohortWithCounts[]> {
	const { cohorts } = tablesOf(q);
	const rows = await q
		.select()
		.from(cohorts)
		.where(eq(cohorts.institution, institution))
		.orderBy(asc(cohorts.createdAt), asc(cohorts.id));
	return rows.map(counted);
}

/** Reads the code with which people join the oldest cohort of an institution; undefined when it has none. */
export async function oldestJoinCode(q: Queries, institution: string): Promise<string | undefined> {
	const { cohorts } = tablesOf(q);
	const [row] = await q
		.select({ code: cohorts.joinCode })
		.from(cohorts)
		.where(eq(cohorts.institution, institution))
		.orderBy(asc(cohorts.createdAt), asc(cohorts.id))
		.limit(1);
	return row?.code;
}

/**
 * Reads the cohorts of an institution whose portrait has to be made: they have none, or one older than this
 * date (`2026-12-15`).
 */
export async function cohortsDueForPortrait(
	q: Queries,
	institution: string,
	date: string,
): Promise<Cohort[]> {
	const { cohorts, portraits } = tablesOf(q);
	const rows = await q
		.select({ cohort: cohorts })
		.from(cohorts)
		.leftJoin(portraits, eq(portraits.cohort, cohorts.id))
		.where(and(eq(cohorts.institution, institution), or(isNull(portraits.date), lt(portraits.date, date))))
		.orderBy(asc(cohorts.createdAt), asc(cohorts.id));
	return rows.map(({ cohort }) => cohortFrom(cohort));
}

/** The last portrait of a cohort as stored: its date, when it was made, and its figures by name. */
export interface StoredPortrait {
	readonly date: string;
	readonly madeAt: Date;
	/**
	 * The smallest number of people that a figure could count when the portrait was made; null for portraits
	 * older than this field.
	 */
	readonly least: number | null;
	readonly figures: Readonly<Record<string, PortraitFigure>>;
}

export async function portraitOfCohort(q: Queries, cohort: string): Promise<StoredPortrait | undefined> {
	const { portraits: t } = tablesOf(q);
	const [row] = await q
		.select({ date: t.date, madeAt: t.madeAt, least: t.least, figures: t.figures })
		.from(t)
		.where(eq(t.cohort, cohort));
	return row;
}

/**
 * Stores a cohort's portrait in place of the previous one, with the names of the figures that count each
 * person.
 */
export async function savePortrait(
	tx: Queries,
	cohort: string,
	made: { date: string; madeAt: Date; least: number } & FiguresAndCountedPeople,
): Promise<void> {
	const { portraits, portraitPeople } = tablesOf(tx);
	const { date, madeAt, least } = made;
	const row = { date, madeAt, least, figures: { ...made.figures } };
	await tx
		.insert(portraits)
		.values({ cohort, ...row })
		.onConflictDoUpdate({ target: portraits.cohort, set: row });
	await tx.delete(portraitPeople).where(eq(portraitPeople.cohort, cohort));
	const people = [...made.counted].map(([person, figures]) => ({ cohort, person, figures: [...figures] }));
	await insertRows(tx, portraitPeople, people);
}

/** Deletes every portrait of an institution's cohorts, so that they can be made again. */
export async function removePortraits(tx: Queries, institution: string): Promise<void> {
	const { cohorts, portraits, portraitPeople } = tablesOf(tx);
	const theirs = tx.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.institution, institution));
	await tx.delete(portraits).where(inArray(portraits.cohort, theirs));
	await tx.delete(portraitPeople).where(inArray(portraitPeople.cohort, theirs));
}

/** Deletes the portrait of one cohort. */
export async function removePortraitOf(tx: Queries, cohort: string): Promise<void> {
	const { portraits, portraitPeople } = tablesOf(tx);
	await tx.delete(portraits).where(eq(portraits.cohort, cohort));
	await tx.delete(portraitPeople).where(eq(portraitPeople.cohort, cohort));
}

/** For each cohort whose portrait counts a person, in how many of its figures they count. */
export async function numberOfFiguresCounting(q: Queries, person: string): Promise<Map<string, number>> {
	const { portraitPeople: t } = tablesOf(q);
	const rows = await q.select().from(t).where(eq(t.person, person));
	return new Map(rows.map(({ cohort, figures }) => [cohort, figures.length]));
}

/**
 * Deletes, for everybody, every portrait figure that counts a person, so that nothing about the person stays
 * after their erasure; with `cohorts`, only in the portraits of these.
 */
export async function eraseFromPortraits(
	tx: Queries,
	person: string,
	cohorts?: readonly string[],
): Promise<void> {
	const { portraits: t, portraitPeople } = tablesOf(tx);
	const theirs = and(
		eq(portraitPeople.person, person),
		cohorts && inArray(portraitPeople.cohort, [...cohorts]),
	);
	const counting = await tx
		.select({ cohort: t.cohort, figures: t.figures, withdrawn: portraitPeople.figures })
		.from(portraitPeople)
		.innerJoin(t, eq(t.cohort, portraitPeople.cohort))
		.where(theirs);
	for (const { cohort, withdrawn, ...portrait } of counting) {
		const stay = Object.entries(portrait.figures).filter(([name]) => !withdrawn.includes(name));
		await tx
			.update(t)
			.set({ figures: Object.fromEntries(stay) })
			.where(eq(t.cohort, cohort));
	}
	await tx.delete(portraitPeople).where(theirs);
}

/** Reads the secret from which lots are drawn, still sealed; undefined before it is created. */
export async function findLotsSecret(q: Queries, id: string): Promise<string | undefined> {
	const { portraitSecrets: t } = tablesOf(q);
	const [row] = await q.select({ sealed: t.sealed }).from(t).where(eq(t.id, id));
	return row?.sealed;
}

export const insertLotsSecret = async (
	tx: Queries,
	secret: { id: string; sealed: string; createdAt: Date },
): Promise<void> => void (await tx.insert(tablesOf(tx).portraitSecrets).values(secret));
