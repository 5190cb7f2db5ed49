import type { FrameworkVersion } from '#framework';
import { type Actor, mustHoldRole, must, mustBePerson } from '#identity';
import {
	activeShares,
	type AdviserNow,
	advisersNow,
	institutionById,
	recordShareReading,
} from '#identity/server';
import { civilDate, notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, isOver, type MemberProgress, memberProgress } from '../cohort.ts';
import { type PortraitFigure, usualError } from '../figures.ts';
import { PORTRAIT_SOURCES, type PortraitSource } from '../levels.ts';
import { nextPortraitDate } from '../portrait-dates.ts';
import { figureName } from '../portrait.ts';
import { leastPeopleInCohort } from './least-people.ts';
import { ensureCountsOfCohort } from './list-people.ts';
import { type CohortCounts, listedPeoplePage } from './list-store.ts';
import {
	advisersOfCohorts,
	cohortsAdvisedBy,
	cohortsByIds,
	type CohortWithCounts,
	cohortForAdviser,
	everyCohortOf,
} from './cohort-store.ts';
import { askedNames } from './handing-over/asked-store.ts';
import { dimensionsOf, frameworkVersionOf } from './version-of.ts';

/**
 * Reads the cohorts that the actor advises in the institution where they act, newest first, each with the number of people who share in it and
 * how many of them have answered in every dimension.
 */
export async function advisedCohorts(
	world: World,
	actor: Actor,
): Promise<(Cohort & { readonly members: number; readonly done: number; readonly over: boolean })[]> {
	const { institution } = mustHoldRole(actor, 'adviser');
	must(actor, 'advise', { kind: 'institution', institution });
	const cohorts = [];
	for (const one of await cohortsAdvisedBy(world.db.read, mustBePerson(actor).id, institution)) {
		const { people: members, done } = await sharingNow(world, one);
		cohorts.push({ ...one.cohort, members, done, over: isOver(one.cohort, world.now()) });
	}
	return cohorts;
}

/**
 * Returns the cohorts of an institution with how many people share in each, for the operator’s copy of what
 * belongs to it; names nobody. `members` is null where it was never counted. No authorization check: the caller
 * must do it.
 */
export const cohortsOfInstitution = async (
	world: Pick<World, 'db'>,
	institution: string,
): Promise<(Cohort & { readonly members: number | null })[]> =>
	(await everyCohortOf(world.db.read, institution)).map(({ cohort, counts }) => ({
		...cohort,
		members: counts?.people ?? null,
	}));

const NOBODY: CohortCounts = { people: 0, done: 0 };

/**
 * How many people share in a cohort now, and how many of them answered in every dimension; nobody once the
 * cohort is over.
 */
const sharingNow = async (world: World, one: CohortWithCounts): Promise<CohortCounts> =>
	isOver(one.cohort, world.now()) ? NOBODY : ensureCountsOfCohort(world, one);

/**
 * A cohort in which a person shares, as they see it: those of its advisers who advise there now, since when, and
 * its last day.
 */
export interface JoinedCohort {
	readonly id: string;
	readonly name: string;
	readonly since: Date;
	readonly endsOn: string | null;
	readonly asks: Cohort['asks'];
	readonly advisers: readonly AdviserNow[];
}

/** Reads the cohorts in which the actor shares now. */
export async function joinedCohorts(world: World, actor: Actor): Promise<JoinedCohort[]> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const shares = (await activeShares(world, { person })).filter((share) => share.granteeKind === 'cohort');
	const ids = shares.map((share) => share.grantee);
	const cohorts = await cohortsByIds(world.db.read, ids);
	const advisers = await advisersOfCohorts(world.db.read, ids);
	const now = new Map<string, readonly AdviserNow[]>();
	for (const institution of new Set(cohorts.map((one) => one.institution))) {
		const there = cohorts.filter((one) => one.institution === institution);
		const people = new Set(there.flatMap(({ id }) => advisers.get(id)!));
		now.set(institution, await advisersNow(world, institution, [...people]));
	}
	return shares.flatMap(({ grantee, givenAt: since }) =>
		cohorts
			.filter(({ id }) => id === grantee)
			.map(({ id, name, endsOn, asks, institution }) => ({
				...{ id, name, endsOn, asks, since },
				advisers: now.get(institution)!.filter((one) => advisers.get(id)!.includes(one.id)),
			})),
	);
}

/** A portrait's figure with its usual error, in percentage points. */
export interface FigureWithError extends PortraitFigure {
	readonly error: number;
}

/** What an adviser sees of a cohort: a page of its people with their progress, and the group's portrait. */
export interface CohortView {
	readonly cohort: Cohort;
	/** Whether its last day has passed, so that nobody shares in it any more. */
	readonly over: boolean;
	/** Today's calendar day, in the institution's time zone. */
	readonly today: string;
	/** The smallest number of people that a figure of the portrait may count. */
	readonly least: number;
	/** How many people share in the cohort, and how many of them have answered in every dimension. */
	readonly counts: CohortCounts;
	/** How many of the people who share have answered in no dimension. */
	readonly notStarted: number;
	/** The people on this page of the list, in the order of names. */
	readonly members: readonly { name: string; since: Date; progress: MemberProgress }[];
	readonly page: number;
	readonly pages: number;
	/**
	 * Since it was handed over: how many of its people have not said whether they share with its new adviser, and
	 * the names on this page of them.
	 */
	readonly asked: {
		readonly people: number;
		readonly names: readonly string[];
		readonly page: number;
		readonly pages: number;
	};
	readonly version: FrameworkVersion;
	/** The calendar date of the next portrait. */
	readonly nextDate: string;
	/**
	 * The current portrait: its date, and its figures by source and dimension; null when there is none, or
	 * when it has no figure.
	 */
	readonly portrait: {
		readonly date: string;
		readonly figures: Readonly<Record<PortraitSource, Readonly<Record<string, FigureWithError>>>>;
	} | null;
}

/** How many people a page of a cohort's list shows. */
const PEOPLE_PER_PAGE = 50;

/**
 * Reads a cohort for one of its advisers, with one page of its people, one of those who are asked since it was
 * handed over (`askedPage`), and its portrait. Throws not-found for
 * anybody else and for a page past the last. Before it returns anything, it records the reading, once a day,
 * in the journal of the people who share.
 */
export async function readCohortAndRecordLook(
	world: World,
	actor: Actor,
	id: string,
	page = 1,
	askedPage = 1,
): Promise<CohortView> {
	const found = await cohortForAdviser(world.db.read, id);
	if (!found) throw unknownTo(actor);
	const { cohort, advisers, portrait: stored } = found;
	const may = (me: Actor) => must(me, 'read', { kind: 'cohort', institution: cohort.institution, advisers });
	may(actor);
	const { threshold, timeZone } = await institutionById(world, cohort.institution);
	const today = civilDate(world.now(), timeZone);
	await recordShareReading(world, actor, { granteeKind: 'cohort', grantee: id, day: today, may });
	const counts = await sharingNow(world, found);
	const pages = Math.max(1, Math.ceil(counts.people / PEOPLE_PER_PAGE));
	const over = isOver(cohort, world.now());
	const asked = over ? 0 : found.asked;
	const askedPages = Math.max(1, Math.ceil(asked / PEOPLE_PER_PAGE));
	if (page > pages || askedPage > askedPages) throw notFound();
	const people =
		counts.people === 0
			? []
			: await listedPeoplePage(world.db.read, id, {
					after: (page - 1) * PEOPLE_PER_PAGE,
					most: PEOPLE_PER_PAGE,
				});
	// A list that was just made was counted before: it is counted again.
	const listed = found.counts ? found : ((await cohortForAdviser(world.db.read, id)) ?? found);
	const slugs = dimensionsOf(cohort);
	const least = stored?.least ?? (await leastPeopleInCohort(world, cohort, threshold));
	const figuresOf = (source: PortraitSource) =>
		Object.fromEntries(
			slugs.flatMap((slug): [string, FigureWithError][] => {
				const figure = stored?.figures[figureName(source, slug)];
				return figure ? [[slug, { ...figure, error: usualError(figure.band, least) }]] : [];
			}),
		);
	const [said, shown, observed] = PORTRAIT_SOURCES.map(figuresOf);
	return {
		cohort,
		over,
		asked: {
			people: asked,
			names:
				asked === 0
					? []
					: await askedNames(world.db.read, id, {
							after: (askedPage - 1) * PEOPLE_PER_PAGE,
							most: PEOPLE_PER_PAGE,
						}),
			...{ page: askedPage, pages: askedPages },
		},
		today,
		version: frameworkVersionOf(cohort),
		least,
		counts,
		notStarted: counts.people === 0 ? 0 : listed.notStarted,
		members: people.map(({ name, since, answered }) => ({
			name,
			since,
			progress: memberProgress(answered, slugs.length),
		})),
		page,
		pages,
		nextDate: nextPortraitDate(today),
		portrait:
			stored && Object.keys(stored.figures).length > 0
				? { date: stored.date, figures: { said: said!, shown: shown!, observed: observed! } }
				: null,
	};
}

/**
 * Makes the refusal for an unknown cohort, the same as for a cohort that the actor may not read: 401 for an
 * anonymous visitor, otherwise not-found.
 */
const unknownTo = (actor: Actor) => {
	mustBePerson(actor);
	return notFound();
};
