import { answeredDimensionCounts } from '#assessment/server';
import { nameSortKey } from '#identity';
import { activeShares, peopleByIds } from '#identity/server';
import type { DomainEvent, Queries, World } from '#platform/server';
import type { Cohort } from '../cohort.ts';
import {
	type CohortCounts,
	type ListedCohort,
	type ListedPerson,
	cohortListsContaining,
	replaceList,
	putInList,
	takeOffList,
} from './list-store.ts';
import { renameAsked } from './handing-over/asked-store.ts';
import { rosterNames } from './roster/roster-store.ts';
import { cohortsByIds, cohortForAdviser } from './cohort-store.ts';
import { dimensionsOf, frameworkVersionOf } from './version-of.ts';

/**
 * The cohort as the store of lists needs it: its id, and how many dimensions its version of the framework
 * has.
 */
export const listedCohort = (cohort: Cohort): ListedCohort => ({
	id: cohort.id,
	dimensions: dimensionsOf(cohort).length,
});

/**
 * Makes the rows of people in the list of a cohort, from their present names and answers; people whose
 * account is gone are left out.
 */
async function listRowsOf(
	world: World,
	cohort: Cohort,
	shares: readonly { readonly person: string; readonly since: Date }[],
): Promise<ListedPerson[]> {
	const ids = shares.map(({ person }) => person);
	const names = await peopleByIds(world, ids);
	// Who came with a slip stands in the list by the name that the roster gives.
	const inRoster = await rosterNames(world.db.read, cohort.id, ids);
	const answered = await answeredDimensionCounts(world, ids, frameworkVersionOf(cohort));
	return shares.flatMap(({ person, since }) => {
		const found = names.get(person);
		if (!found) return [];
		const name = inRoster.get(person) ?? found.displayName;
		return { person, since, name, nameOrder: nameSortKey(name), answered: answered.get(person) ?? 0 };
	});
}

/** The world whose reads go through the write unit `tx`, so that they see what it has written. */
export const worldReadingInUnit = (world: World, tx: Queries): World => ({
	...world,
	db: { ...world.db, read: tx },
});

/**
 * Inside a write unit: writes a person's row in the list of a cohort, with their present name and progress,
 * sharing since `share.since`.
 */
export async function writePersonToList(
	tx: Queries,
	world: World,
	cohort: Cohort,
	share: { readonly person: string; readonly since: Date },
): Promise<void> {
	for (const one of await listRowsOf(worldReadingInUnit(world, tx), cohort, [share]))
		await putInList(tx, listedCohort(cohort), one);
}

async function removeFromLists(tx: Queries, person: string, ids: readonly string[]): Promise<void> {
	for (const cohort of await cohortsByIds(tx, ids)) await takeOffList(tx, listedCohort(cohort), person);
}

/** Inside a write unit: removes a person from the list of every cohort. */
export async function removePersonFromEveryList(tx: Queries, person: string): Promise<void> {
	const lists = await cohortListsContaining(tx, person);
	await removeFromLists(
		tx,
		person,
		lists.map(({ cohort }) => cohort),
	);
}

/** Inside a write unit: removes a person from the list of one cohort, if they are in it. */
export async function removePersonFromList(tx: Queries, person: string, cohort: string): Promise<void> {
	const listed = (await cohortListsContaining(tx, person)).some((one) => one.cohort === cohort);
	if (listed) await removeFromLists(tx, person, [cohort]);
}

/**
 * Listener to events of other contexts that updates, in every cohort list that contains the event's person,
 * their name and progress.
 */
export async function refreshListedPerson(world: World, { person }: DomainEvent): Promise<void> {
	if (person === null) return;
	await world.db.write(async (tx) => {
		const lists = await cohortListsContaining(tx, person);
		const cohorts = new Map(
			(
				await cohortsByIds(
					tx,
					lists.map((one) => one.cohort),
				)
			).map((one) => [one.id, one]),
		);
		for (const { cohort, since } of lists)
			await writePersonToList(tx, world, cohorts.get(cohort)!, { person, since });
		const found = (await peopleByIds(worldReadingInUnit(world, tx), [person])).get(person);
		if (found)
			await renameAsked(tx, person, { name: found.displayName, nameOrder: nameSortKey(found.displayName) });
	});
}

/** Inside a write unit: makes the list of a cohort again from the shares in force, and returns its counts. */
async function makeListOf(tx: Queries, world: World, cohort: Cohort): Promise<CohortCounts> {
	const own = worldReadingInUnit(world, tx);
	const shares = await activeShares(own, { granteeKind: 'cohort', grantee: cohort.id });
	const people = shares.map(({ person, givenAt }) => ({ person, since: givenAt }));
	return replaceList(tx, listedCohort(cohort), await listRowsOf(own, cohort, people));
}

/**
 * How many people share in a cohort, and how many of them have answered in every dimension. A cohort created
 * before lists were stored has no list: its list is then made and stored first.
 */
export async function ensureCountsOfCohort(
	world: World,
	{ cohort, counts }: { readonly cohort: Cohort; readonly counts: CohortCounts | null },
): Promise<CohortCounts> {
	if (counts) return counts;
	return world.db.write((tx) => ensureListInUnit(tx, world, cohort));
}

/** Inside a write unit: the counts of a cohort, whose list is made and stored first when it has none. */
export async function ensureListInUnit(tx: Queries, world: World, cohort: Cohort): Promise<CohortCounts> {
	const counts = (await cohortForAdviser(tx, cohort.id))?.counts;
	return counts ?? makeListOf(tx, world, cohort);
}
