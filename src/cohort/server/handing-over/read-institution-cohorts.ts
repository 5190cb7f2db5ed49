import { type Actor, must, mustHoldRole } from '#identity';
import { type AdviserNow, advisersNow } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, isOver } from '../../cohort.ts';
import { advisersOfCohorts, type CohortWithCounts, everyCohortOf } from '../cohort-store.ts';
import { ensureCountsOfCohort } from '../list-people.ts';
import { type CohortToHandOver, handingOverOf } from './who-may-take.ts';
import { unconfirmedPeople } from '../roster/roster-store.ts';
import { askedCounts } from './asked-store.ts';

/**
 * A cohort as an administrator sees it: who accompanies it, and how many people are in it; neither its people
 * nor anything that they share.
 */
export interface AdministeredCohort extends Pick<Cohort, 'id' | 'name' | 'createdAt' | 'endsOn'> {
	/** Those of its advisers who advise in the institution now. */
	readonly advisers: readonly AdviserNow[];
	/** How many people share in it, or are asked whether they share with its new adviser. */
	readonly people: number;
	/** How many of them are asked, and have not answered. */
	readonly asked: number;
}

/** How many cohorts a page of the administrator's list shows. */
const PER_PAGE = 50;

/** The institution that the actor administers. */
function administered(actor: Actor): string {
	const { institution } = mustHoldRole(actor, 'administrator');
	must(actor, 'administer', { kind: 'institution', institution });
	return institution;
}

/** The cohorts of an institution that are not over, with the ids of their advisers and who of these advises now. */
async function cohortsNotOver(world: World, institution: string) {
	const all = (await everyCohortOf(world.db.read, institution)).filter(
		({ cohort }) => !isOver(cohort, world.now()),
	);
	const advisersOf = await advisersOfCohorts(
		world.db.read,
		all.map(({ cohort }) => cohort.id),
	);
	const ids = [...new Set([...advisersOf.values()].flat())];
	const now = new Map((await advisersNow(world, institution, ids)).map((one) => [one.id, one]));
	return all.map((one) => {
		const advisers = advisersOf.get(one.cohort.id)!;
		return { ...one, adviserIds: advisers, advisers: advisers.flatMap((id) => now.get(id) ?? []) };
	});
}

async function withPeople(
	world: World,
	some: readonly (CohortWithCounts & { readonly advisers: readonly AdviserNow[] })[],
): Promise<AdministeredCohort[]> {
	const asked = await askedCounts(
		world.db.read,
		some.map(({ cohort }) => cohort.id),
	);
	const all = [];
	for (const { cohort, counts, advisers } of some) {
		const { id, name, createdAt, endsOn } = cohort;
		const waiting = asked.get(id) ?? 0;
		const { people } = await ensureCountsOfCohort(world, { cohort, counts });
		all.push({ id, name, createdAt, endsOn, advisers, asked: waiting, people: people + waiting });
	}
	return all;
}

/**
 * Reads a page of the cohorts, not over, of the institution that the actor administers: those that nobody
 * accompanies first, then the newest. Throws not-found for a page past the last.
 */
export async function administeredCohorts(
	world: World,
	actor: Actor,
	page = 1,
): Promise<{
	readonly cohorts: readonly AdministeredCohort[];
	/** How many cohorts nobody accompanies, on all pages. */
	readonly alone: number;
	readonly page: number;
	readonly pages: number;
}> {
	const all = await cohortsNotOver(world, administered(actor));
	const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
	if (page > pages) throw notFound();
	const newest = all.toReversed();
	const alone = newest.filter(({ advisers }) => advisers.length === 0);
	const sorted = [...alone, ...newest.filter(({ advisers }) => advisers.length > 0)];
	const shown = sorted.slice((page - 1) * PER_PAGE, page * PER_PAGE);
	return { cohorts: await withPeople(world, shown), alone: alone.length, page, pages };
}

/** How many people are confirmed at once: what a page lists. */
const MOST_CONFIRMED = 100;

type Unconfirmed = Awaited<ReturnType<typeof unconfirmedPeople>>;

/**
 * Reads one cohort of the institution that the actor administers, with who may take it, and who came with a slip of
 * its roster and was not confirmed. Throws not-found for another institution's, an unknown one, and one that is over.
 */
export async function administeredCohort(
	world: World,
	actor: Actor,
	id: string,
): Promise<AdministeredCohort & CohortToHandOver & { readonly unconfirmed: Unconfirmed }> {
	const institution = administered(actor);
	const found = (await cohortsNotOver(world, institution)).find(({ cohort }) => cohort.id === id);
	if (!found) throw notFound();
	const [cohort] = await withPeople(world, [found]);
	const { endsOn } = found.cohort;
	return {
		...cohort!,
		unconfirmed: await unconfirmedPeople(world.db.read, id, MOST_CONFIRMED),
		...(await handingOverOf(world, { institution, endsOn, advisers: found.adviserIds })),
	};
}

/**
 * Reads the cohorts, not over, of the institution that the actor administers, that would have nobody if these
 * people no longer advised there.
 */
export async function cohortsLeftAlone(
	world: World,
	actor: Actor,
	people: ReadonlySet<string>,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
	const all = await cohortsNotOver(world, administered(actor));
	return all
		.filter(({ advisers }) => advisers.length > 0 && advisers.every(({ id }) => people.has(id)))
		.map(({ cohort: { id, name } }) => ({ id, name }));
}
