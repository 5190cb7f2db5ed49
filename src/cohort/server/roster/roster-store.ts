import { and, asc, count, eq, inArray, isNull, isNotNull, sql } from 'drizzle-orm';
import { insertRows, preparedQuery, type Queries } from '#platform/server';
import type { SlipUse } from '../../portrait.ts';
import type { RosterPerson } from '../../roster/roster-table.ts';
import { tablesOf } from '../tables.ts';

/** Somebody in the roster of a cohort, as it is stored. */
export interface StoredRosterPerson extends RosterPerson {
	readonly id: string;
	readonly cohort: string;
	readonly matchKey: string;
	readonly nameOrder: string;
	/** SHA-256 of the code on their slip. */
	readonly codeHash: string;
	readonly importedBy: string | null;
	readonly confirmedBy: string | null;
	/** The account of whoever came with the slip; null until then. */
	readonly person: string | null;
	readonly createdAt: Date;
}

/** Reads the people of the roster of a cohort whom these keys recognise. */
export async function rosterPeopleAlike(
	q: Queries,
	cohort: string,
	keys: readonly string[],
): Promise<StoredRosterPerson[]> {
	const { rosterPeople: t } = tablesOf(q);
	return q
		.select()
		.from(t)
		.where(and(eq(t.cohort, cohort), inArray(t.matchKey, [...keys])));
}

export const insertRosterPeople = async (tx: Queries, people: readonly StoredRosterPerson[]): Promise<void> =>
	void (await insertRows(tx, tablesOf(tx).rosterPeople, [...people]));

/** Stores what a roster now says of somebody. */
export async function updateRosterPerson(
	tx: Queries,
	id: string,
	set: Pick<StoredRosterPerson, 'matchKey' | 'number' | 'name' | 'nameOrder' | 'group' | 'confirmedBy'>,
): Promise<void> {
	const { rosterPeople: t } = tablesOf(tx);
	await tx.update(t).set(set).where(eq(t.id, id));
}

/** Counts the people of the roster of a cohort. */
export async function rosterCount(q: Queries, cohort: string): Promise<number> {
	const { rosterPeople: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(eq(t.cohort, cohort));
	return row?.n ?? 0;
}

const pageOfRoster = preparedQuery((q) => {
	const { rosterPeople: t, cohortPeople: p } = tablesOf(q);
	return q
		.select({
			...{ id: t.id, number: t.number, name: t.name, group: t.group, person: t.person },
			...{ sharing: p.person, answered: p.answered },
		})
		.from(t)
		.leftJoin(p, and(eq(p.cohort, t.cohort), eq(p.person, t.person)))
		.where(eq(t.cohort, sql.placeholder('cohort')))
		.orderBy(asc(t.nameOrder), asc(t.id))
		.limit(sql.placeholder('most'))
		.offset(sql.placeholder('after'));
});

/** Somebody in a page of a roster: whether they came with their slip, and how far those who share are. */
export interface RosterLine {
	readonly id: string;
	readonly number: string | null;
	readonly name: string;
	readonly group: string;
	readonly person: string | null;
	/** Null for whoever does not share in the cohort. */
	readonly sharing: string | null;
	readonly answered: number | null;
}

/** Reads a page of the roster of a cohort, in the order of names: `most` people after the first `after`. */
export const rosterPage = async (
	q: Queries,
	cohort: string,
	{ after, most }: { readonly after: number; readonly most: number },
): Promise<RosterLine[]> => pageOfRoster(q, { cohort, after, most });

/** Reads a page of the people of a roster who have not used their slip, by group then by name. */
export async function unusedSlips(
	q: Queries,
	cohort: string,
	{ after, most }: { readonly after: number; readonly most: number },
): Promise<{ id: string; name: string; group: string; number: string | null }[]> {
	const { rosterPeople: t } = tablesOf(q);
	return q
		.select({ id: t.id, name: t.name, group: t.group, number: t.number })
		.from(t)
		.where(and(eq(t.cohort, cohort), isNull(t.person)))
		.orderBy(asc(t.group), asc(t.nameOrder), asc(t.id))
		.limit(most)
		.offset(after);
}

/** How many people of a group are expected, came with their slip, share, have begun and are done. */
export interface GroupProgress {
	readonly group: string;
	readonly invited: number;
	readonly came: number;
	readonly shared: number;
	readonly begun: number;
	readonly done: number;
}

/**
 * Counts the people of each group of a roster, in the order of groups. What people answered is counted of those
 * alone who share in the cohort, whose progress its list shows by name.
 */
export async function progressByGroup(
	q: Queries,
	cohort: string,
	{ dimensions, most }: { readonly dimensions: number; readonly most: number },
): Promise<GroupProgress[]> {
	const { rosterPeople: t, cohortPeople: p } = tablesOf(q);
	const number = (what: ReturnType<typeof sql>) => sql<number>`${what}`.mapWith(Number);
	return q
		.select({
			group: t.group,
			invited: count().mapWith(Number),
			came: count(t.person).mapWith(Number),
			shared: count(p.person).mapWith(Number),
			begun: number(
				sql`sum(case when ${p.answered} > 0 and ${p.answered} < ${dimensions} then 1 else 0 end)`,
			),
			done: number(sql`sum(case when ${p.answered} >= ${dimensions} then 1 else 0 end)`),
		})
		.from(t)
		.leftJoin(p, and(eq(p.cohort, t.cohort), eq(p.person, t.person)))
		.where(eq(t.cohort, cohort))
		.groupBy(t.group)
		.orderBy(asc(t.group))
		.limit(most);
}

/** Reads who has the slip with this code hash; undefined when nobody has. */
export async function rosterPersonBySlip(
	q: Queries,
	codeHash: string,
): Promise<StoredRosterPerson | undefined> {
	const { rosterPeople: t } = tablesOf(q);
	return (await q.select().from(t).where(eq(t.codeHash, codeHash)))[0];
}

/** Whether somebody came with a slip of this cohort already. */
export async function isInRoster(q: Queries, cohort: string, person: string): Promise<boolean> {
	const { rosterPeople: t } = tablesOf(q);
	const found = await q
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.cohort, cohort), eq(t.person, person)))
		.limit(1);
	return found.length > 0;
}

/** Ties a row of a roster to the account of whoever came with its slip; false when somebody did before. */
export async function tieRosterPerson(tx: Queries, id: string, person: string): Promise<boolean> {
	const { rosterPeople: t } = tablesOf(tx);
	const tied = await tx
		.update(t)
		.set({ person })
		.where(and(eq(t.id, id), isNull(t.person)))
		.returning({ id: t.id });
	return tied.length === 1;
}

/** The names that the roster of a cohort gives to these people, by person. */
export async function rosterNames(
	q: Queries,
	cohort: string,
	people: readonly string[],
): Promise<Map<string, string>> {
	const { rosterPeople: t } = tablesOf(q);
	const rows = await q
		.select({ person: t.person, name: t.name })
		.from(t)
		.where(and(eq(t.cohort, cohort), inArray(t.person, [...people])));
	return new Map(rows.map(({ person, name }) => [person!, name]));
}

/** Reads the slips with which the people of an institution came, by person. */
export async function slipUses(q: Queries, institution: string): Promise<Map<string, SlipUse[]>> {
	const { rosterPeople: t, cohorts } = tablesOf(q);
	const rows = await q
		.select({ person: t.person, importedBy: t.importedBy, confirmedBy: t.confirmedBy })
		.from(t)
		.innerJoin(cohorts, eq(cohorts.id, t.cohort))
		.where(and(eq(cohorts.institution, institution), isNotNull(t.person)));
	const found = new Map<string, SlipUse[]>();
	for (const { person, ...use } of rows) found.set(person!, [...(found.get(person!) ?? []), use]);
	return found;
}

/** Of the roster of a cohort, those who came with their slip and whom nobody confirmed since. */
const toConfirm = (q: Queries, cohort: string) => {
	const { rosterPeople: t } = tablesOf(q);
	return and(eq(t.cohort, cohort), isNotNull(t.person), isNull(t.confirmedBy));
};

/** Counts those who came with a slip of a cohort and whom nobody confirmed, and reads the first by name. */
export async function unconfirmedPeople(
	q: Queries,
	cohort: string,
	most: number,
): Promise<{
	readonly count: number;
	readonly some: readonly { id: string; name: string; group: string }[];
}> {
	const { rosterPeople: t } = tablesOf(q);
	const rows = await q
		.select({ id: t.id, name: t.name, group: t.group, count: sql`count(*) over ()`.mapWith(Number) })
		.from(t)
		.where(toConfirm(q, cohort))
		.orderBy(asc(t.nameOrder), asc(t.id))
		.limit(most);
	return {
		count: rows[0]?.count ?? 0,
		some: rows.map(({ id, name, group }) => ({ id, name, group })),
	};
}

/** Stores who confirms these people of the roster of a cohort, of those who came and whom nobody confirmed. */
export async function confirmRosterPeople(
	tx: Queries,
	cohort: string,
	ids: readonly string[],
	by: string,
): Promise<void> {
	const { rosterPeople: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ confirmedBy: by })
		.where(and(toConfirm(tx, cohort), inArray(t.id, [...ids])));
}

/** Removes the roster of a cohort; what people share in it stays. */
export async function removeRosterOf(tx: Queries, cohort: string): Promise<void> {
	const { rosterPeople: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.cohort, cohort));
}

/** Reads in which rosters a person is, for the copy of their data. */
export async function rostersNaming(
	q: Queries,
	person: string,
): Promise<{ cohort: string; number: string | null; name: string; group: string }[]> {
	const { rosterPeople: t } = tablesOf(q);
	return q
		.select({ cohort: t.cohort, number: t.number, name: t.name, group: t.group })
		.from(t)
		.where(eq(t.person, person))
		.orderBy(asc(t.cohort));
}

/** Removes a person from the rosters of these cohorts. */
export async function removeFromRosters(
	tx: Queries,
	person: string,
	cohorts: readonly string[],
): Promise<void> {
	const { rosterPeople: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.person, person), inArray(t.cohort, [...cohorts])));
}
