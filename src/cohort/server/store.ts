import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm';
import { dialectOf, type Queries } from '#platform/server';
import type { Cohort, CohortAudience } from '../cohort.ts';
import type { Portrait, Situated } from '../portrait.ts';
import { tables } from './tables.ts';

/** The tables in the dialect of the queries at hand. */
const of = (q: Queries) => tables({ dialect: dialectOf(q) });

const toCohort = (row: Omit<Cohort, 'audience'> & { audience: string }): Cohort => ({
	...row,
	audience: row.audience as CohortAudience,
});

export async function insertCohort(tx: Queries, cohort: Cohort, adviser: string): Promise<void> {
	const { cohorts, cohortAdvisers } = of(tx);
	await tx.insert(cohorts).values(cohort);
	await tx.insert(cohortAdvisers).values({ cohort: cohort.id, person: adviser });
}

export async function cohortById(q: Queries, id: string): Promise<Cohort | undefined> {
	const { cohorts } = of(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.id, id));
	return row && toCohort(row);
}

export async function cohortByCode(q: Queries, code: string): Promise<Cohort | undefined> {
	const { cohorts } = of(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.joinCode, code));
	return row && toCohort(row);
}

export async function cohortsByIds(q: Queries, ids: readonly string[]): Promise<Cohort[]> {
	const { cohorts } = of(q);
	if (ids.length === 0) return [];
	return (
		await q
			.select()
			.from(cohorts)
			.where(inArray(cohorts.id, [...ids]))
	).map(toCohort);
}

export async function advisersOfCohorts(q: Queries, ids: readonly string[]): Promise<Map<string, string[]>> {
	const { cohortAdvisers: t } = of(q);
	const found = new Map<string, string[]>(ids.map((id) => [id, []]));
	if (ids.length === 0) return found;
	const rows = await q
		.select()
		.from(t)
		.where(inArray(t.cohort, [...ids]))
		.orderBy(asc(t.person));
	for (const row of rows) found.get(row.cohort)?.push(row.person);
	return found;
}

/** An adviser's cohorts, newest first, 100 at most. */
export async function cohortsAdvisedBy(q: Queries, adviser: string): Promise<Cohort[]> {
	const { cohorts, cohortAdvisers: t } = of(q);
	const rows = await q
		.select({ cohort: cohorts })
		.from(t)
		.innerJoin(cohorts, eq(cohorts.id, t.cohort))
		.where(eq(t.person, adviser))
		.orderBy(desc(cohorts.createdAt), asc(cohorts.id))
		.limit(100);
	return rows.map((row) => toCohort(row.cohort));
}

/** The last portrait made of a cohort, and what it was made from. */
export interface StoredPortrait {
	readonly madeAt: Date;
	/** By figure (a source in a dimension), then by person: what it was made from. */
	readonly people: Readonly<Record<string, Situated>>;
	/** By figure. */
	readonly portrait: Portrait;
}

const toPortrait = (row: { madeAt: Date; people: unknown; portrait: unknown }): StoredPortrait => ({
	madeAt: row.madeAt,
	people: row.people as StoredPortrait['people'],
	portrait: row.portrait as Portrait,
});

export async function portraitOfCohort(q: Queries, cohort: string): Promise<StoredPortrait | undefined> {
	const { portraits } = of(q);
	const [row] = await q.select().from(portraits).where(eq(portraits.cohort, cohort));
	return row && toPortrait(row);
}

/** What the portraits of an institution’s other cohorts were made from, by figure then by person. */
export async function otherPeople(q: Queries, cohort: Cohort): Promise<StoredPortrait['people'][]> {
	const { cohorts, portraits } = of(q);
	const rows = await q
		.select({ people: portraits.people })
		.from(portraits)
		.innerJoin(cohorts, eq(cohorts.id, portraits.cohort))
		.where(and(eq(cohorts.institution, cohort.institution), ne(cohorts.id, cohort.id)));
	return rows.map((row) => row.people as StoredPortrait['people']);
}

export async function savePortrait(tx: Queries, cohort: string, made: StoredPortrait): Promise<void> {
	const { portraits } = of(tx);
	const row = {
		madeAt: made.madeAt,
		people: { ...made.people } as Record<string, Record<string, string>>,
		portrait: { ...made.portrait } as Record<string, unknown>,
	};
	await tx
		.insert(portraits)
		.values({ cohort, ...row })
		.onConflictDoUpdate({ target: portraits.cohort, set: row });
}

/** Takes a person out of what the portraits of these cohorts were made from, and out of the advisers. */
export async function eraseFromCohorts(tx: Queries, person: string, ids: readonly string[]): Promise<void> {
	const { cohortAdvisers, portraits } = of(tx);
	await tx.delete(cohortAdvisers).where(eq(cohortAdvisers.person, person));
	if (ids.length === 0) return;
	for (const row of await tx
		.select()
		.from(portraits)
		.where(inArray(portraits.cohort, [...ids]))) {
		const people = Object.fromEntries(
			Object.entries(row.people).map(([slug, { [person]: _gone, ...rest }]) => [slug, rest]),
		);
		await tx.update(portraits).set({ people }).where(eq(portraits.cohort, row.cohort));
	}
}
