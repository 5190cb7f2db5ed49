import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { dialectOf, type Queries } from '#platform/server';
import type { Cohort } from '../cohort.ts';
import type { Figure } from '../figures.ts';
import type { MadePortrait } from '../portrait.ts';
import { tables } from './tables.ts';

/** The tables in the dialect of the queries at hand. */
const of = (q: Queries) => tables({ dialect: dialectOf(q) });

export async function insertCohort(tx: Queries, cohort: Cohort, adviser: string): Promise<void> {
	const { cohorts, cohortAdvisers } = of(tx);
	await tx.insert(cohorts).values(cohort);
	await tx.insert(cohortAdvisers).values({ cohort: cohort.id, person: adviser });
}

export async function cohortById(q: Queries, id: string): Promise<Cohort | undefined> {
	const { cohorts } = of(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.id, id));
	return row;
}

export async function cohortByCode(q: Queries, code: string): Promise<Cohort | undefined> {
	const { cohorts } = of(q);
	const [row] = await q.select().from(cohorts).where(eq(cohorts.joinCode, code));
	return row;
}

export async function cohortsByIds(q: Queries, ids: readonly string[]): Promise<Cohort[]> {
	const { cohorts } = of(q);
	return q
		.select()
		.from(cohorts)
		.where(inArray(cohorts.id, [...ids]));
}

export async function advisersOfCohorts(q: Queries, ids: readonly string[]): Promise<Map<string, string[]>> {
	const { cohortAdvisers: t } = of(q);
	const found = new Map<string, string[]>(ids.map((id) => [id, []]));
	const rows = await q
		.select()
		.from(t)
		.where(inArray(t.cohort, [...ids]))
		.orderBy(asc(t.cohort), asc(t.person));
	for (const row of rows) found.get(row.cohort)!.push(row.person);
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
	return rows.map(({ cohort }) => cohort);
}

/** The cohorts of an institution whose last portrait is older than a date, or that have none. */
export async function cohortsDue(q: Queries, institution: string, date: string): Promise<Cohort[]> {
	const { cohorts, portraits } = of(q);
	const rows = await q
		.select({ cohort: cohorts })
		.from(cohorts)
		.leftJoin(portraits, eq(portraits.cohort, cohorts.id))
		.where(and(eq(cohorts.institution, institution), or(isNull(portraits.date), lt(portraits.date, date))))
		.orderBy(asc(cohorts.createdAt), asc(cohorts.id));
	return rows.map(({ cohort }) => cohort);
}

/** The last portrait of a cohort: for which date, when it was made, its figures by name. */
export interface StoredPortrait {
	readonly date: string;
	readonly madeAt: Date;
	readonly figures: Readonly<Record<string, Figure>>;
}

export async function portraitOfCohort(q: Queries, cohort: string): Promise<StoredPortrait | undefined> {
	const { portraits: t } = of(q);
	const [row] = await q
		.select({ date: t.date, madeAt: t.madeAt, figures: t.figures })
		.from(t)
		.where(eq(t.cohort, cohort));
	return row;
}

/** Rows written in one statement: well under what either database takes. */
const AT_ONCE = 500;

/** Puts a portrait in the place of a cohort's last one, with who counts in it. */
export async function savePortrait(
	tx: Queries,
	cohort: string,
	made: { date: string; madeAt: Date } & MadePortrait,
): Promise<void> {
	const { portraits, portraitPeople } = of(tx);
	const row = { date: made.date, madeAt: made.madeAt, figures: { ...made.figures } };
	await tx
		.insert(portraits)
		.values({ cohort, ...row })
		.onConflictDoUpdate({ target: portraits.cohort, set: row });
	await tx.delete(portraitPeople).where(eq(portraitPeople.cohort, cohort));
	const people = [...made.counted].map(([person, figures]) => ({ cohort, person, figures: [...figures] }));
	for (let from = 0; from < people.length; from += AT_ONCE)
		await tx.insert(portraitPeople).values(people.slice(from, from + AT_ONCE));
}

/** Withdraws every portrait of an institution's cohorts, so that they are made for the present date again. */
export async function removePortraits(tx: Queries, institution: string): Promise<void> {
	const { cohorts, portraits, portraitPeople } = of(tx);
	const theirs = tx.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.institution, institution));
	await tx.delete(portraits).where(inArray(portraits.cohort, theirs));
	await tx.delete(portraitPeople).where(inArray(portraitPeople.cohort, theirs));
}

/** In how many figures of each cohort a person counts now. */
export async function figuresCounting(q: Queries, person: string): Promise<Map<string, number>> {
	const { portraitPeople: t } = of(q);
	const rows = await q.select().from(t).where(eq(t.person, person));
	return new Map(rows.map(({ cohort, figures }) => [cohort, figures.length]));
}

/** Withdraws the figures a person counts in. */
export async function eraseFromCohorts(tx: Queries, person: string): Promise<void> {
	const { portraits: t, portraitPeople } = of(tx);
	const counting = await tx
		.select({ cohort: t.cohort, figures: t.figures, withdrawn: portraitPeople.figures })
		.from(portraitPeople)
		.innerJoin(t, eq(t.cohort, portraitPeople.cohort))
		.where(eq(portraitPeople.person, person));
	for (const { cohort, withdrawn, ...portrait } of counting) {
		const stay = Object.entries(portrait.figures).filter(([name]) => !withdrawn.includes(name));
		await tx
			.update(t)
			.set({ figures: Object.fromEntries(stay) })
			.where(eq(t.cohort, cohort));
	}
	await tx.delete(portraitPeople).where(eq(portraitPeople.person, person));
}

export async function findSecret(q: Queries, id: string): Promise<string | undefined> {
	const { portraitSecrets: t } = of(q);
	const [row] = await q.select({ sealed: t.sealed }).from(t).where(eq(t.id, id));
	return row?.sealed;
}

export const insertSecret = async (
	tx: Queries,
	secret: { id: string; sealed: string; createdAt: Date },
): Promise<void> => void (await tx.insert(of(tx).portraitSecrets).values(secret));
