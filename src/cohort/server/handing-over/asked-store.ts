import { and, asc, count, eq, gt, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/**
 * Asks everybody in the list of a cohort, except its new adviser, to say whether they share with that adviser;
 * whoever had not answered an earlier question is asked again. The list itself stays as it is.
 */
export async function askEverybodyListed(tx: Queries, cohort: string, adviser: string): Promise<void> {
	const { cohortAsked: t, cohortPeople: p } = tablesOf(tx);
	await tx.update(t).set({ toldAt: null }).where(eq(t.cohort, cohort));
	await tx.delete(t).where(and(eq(t.cohort, cohort), eq(t.person, adviser)));
	await tx
		.insert(t)
		.select(
			tx
				.select({
					...{ cohort: p.cohort, person: p.person, name: p.name, nameOrder: p.nameOrder },
					toldAt: sql<Date | null>`null`.as('told_at'),
				})
				.from(p)
				.where(and(eq(p.cohort, cohort), ne(p.person, adviser))),
		)
		.onConflictDoNothing();
}

/** Takes a person off those who are asked in a cohort: they have answered, or left. */
export async function removeAsked(tx: Queries, cohort: string, person: string): Promise<void> {
	const { cohortAsked: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.cohort, cohort), eq(t.person, person)));
}

/**
 * Marks the next people of a cohort who were not told that they are asked as told at this time, `most` at once;
 * returns their ids.
 */
export async function markNextTold(
	tx: Queries,
	cohort: string,
	{ at, most }: { readonly at: Date; readonly most: number },
): Promise<string[]> {
	const { cohortAsked: t } = tablesOf(tx);
	const next = await tx
		.select({ person: t.person })
		.from(t)
		.where(and(eq(t.cohort, cohort), isNull(t.toldAt)))
		.orderBy(asc(t.person))
		.limit(most);
	const ids = next.map(({ person }) => person);
	if (ids.length > 0)
		await tx
			.update(t)
			.set({ toldAt: at })
			.where(and(eq(t.cohort, cohort), inArray(t.person, ids)));
	return ids;
}

/** Reads in which cohorts, handed over after this time, a person is asked: the cohort's id, and since when. */
export async function askedOf(
	q: Queries,
	person: string,
	since: Date,
): Promise<{ cohort: string; handedOverAt: Date | null }[]> {
	const { cohortAsked: t, cohorts } = tablesOf(q);
	return q
		.select({ cohort: t.cohort, handedOverAt: cohorts.handedOverAt })
		.from(t)
		.innerJoin(cohorts, eq(cohorts.id, t.cohort))
		.where(and(eq(t.person, person), gt(cohorts.handedOverAt, since)))
		.orderBy(asc(cohorts.handedOverAt), asc(t.cohort));
}

/** Counts the people who are asked in each of these cohorts, by cohort id; those where nobody is are left out. */
export async function askedCounts(q: Queries, ids: readonly string[]): Promise<Map<string, number>> {
	const { cohortAsked: t } = tablesOf(q);
	const rows = await q
		.select({ cohort: t.cohort, people: count() })
		.from(t)
		.where(inArray(t.cohort, [...ids]))
		.groupBy(t.cohort);
	return new Map(rows.map(({ cohort, people }) => [cohort, people]));
}

/** Reads the names of a page of the people asked in a cohort, in the order of names. */
export async function askedNames(
	q: Queries,
	cohort: string,
	{ after, most }: { readonly after: number; readonly most: number },
): Promise<string[]> {
	const { cohortAsked: t } = tablesOf(q);
	const rows = await q
		.select({ name: t.name })
		.from(t)
		.where(eq(t.cohort, cohort))
		.orderBy(asc(t.nameOrder), asc(t.person))
		.limit(most)
		.offset(after);
	return rows.map(({ name }) => name);
}

/** Gives a person the name that they now have, wherever they are asked. */
export async function renameAsked(
	tx: Queries,
	person: string,
	named: { readonly name: string; readonly nameOrder: string },
): Promise<void> {
	const { cohortAsked: t } = tablesOf(tx);
	await tx.update(t).set(named).where(eq(t.person, person));
}

/**
 * Forgets who is asked in the cohorts that were handed over at this time or before, or whose last day is before
 * this calendar day.
 */
export async function forgetAsked(
	tx: Queries,
	{ before, endedBefore }: { readonly before: Date; readonly endedBefore: string },
): Promise<void> {
	const { cohortAsked: t, cohorts } = tablesOf(tx);
	const old = tx.select({ id: cohorts.id }).from(cohorts).where(lte(cohorts.handedOverAt, before));
	const over = tx
		.select({ id: cohorts.id })
		.from(cohorts)
		.where(sql`${cohorts.endsOn} < ${endedBefore}`);
	await tx.delete(t).where(inArray(t.cohort, old));
	await tx.delete(t).where(inArray(t.cohort, over));
}
