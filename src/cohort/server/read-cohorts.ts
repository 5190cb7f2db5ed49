import { answeredOfEach } from '#assessment/server';
import type { FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, membershipAs, must, personOf } from '#identity';
import { activeShares, institutionById, peopleByIds, recordReading, sharesTo } from '#identity/server';
import { civilDate, notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, type Progress, progressOf } from '../cohort.ts';
import { type Figure, usualError } from '../figures.ts';
import { PORTRAIT_SOURCES, type PortraitSource } from '../levels.ts';
import { nextPortraitDate } from '../portrait-dates.ts';
import { figureName } from '../portrait.ts';
import { leastIn } from './least-in.ts';
import { versionOf } from './make-portraits.ts';
import { advisersOfCohorts, cohortById, cohortsAdvisedBy, cohortsByIds, portraitOfCohort } from './store.ts';

/** The cohorts an adviser accompanies, newest first, each with the number of people who share. */
export async function advisedCohorts(world: World, actor: Actor): Promise<(Cohort & { members: number })[]> {
	const { institution } = membershipAs(actor, 'adviser');
	must(actor, 'advise', { kind: 'institution', institution });
	const cohorts = await cohortsAdvisedBy(world.db.read, personOf(actor).id);
	const counts = await sharesTo(
		world,
		'cohort',
		cohorts.map((cohort) => cohort.id),
	);
	return cohorts.map((cohort) => ({ ...cohort, members: counts.get(cohort.id) ?? 0 }));
}

/** A cohort a person shares in: with whom, since when, until when. */
export interface Joined {
	readonly id: string;
	readonly name: string;
	readonly since: Date;
	readonly endsOn: string | null;
	readonly advisers: readonly string[];
}

/** The names of people, those who left since left out. */
export const namesOf = (
	people: readonly string[],
	found: ReadonlyMap<string, { readonly displayName: string }>,
): string[] => people.filter((one) => found.has(one)).map((one) => found.get(one)!.displayName);

/** The cohorts the actor shares in now. */
export async function joinedCohorts(world: World, actor: Actor): Promise<Joined[]> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const shares = (await activeShares(world, { person })).filter((share) => share.granteeKind === 'cohort');
	const ids = shares.map((share) => share.grantee);
	const cohorts = await cohortsByIds(world.db.read, ids);
	const advisers = await advisersOfCohorts(world.db.read, ids);
	const names = await peopleByIds(world, [...advisers.values()].flat());
	return shares.flatMap(({ grantee, givenAt }) =>
		cohorts
			.filter(({ id }) => id === grantee)
			.map(({ id, name, endsOn }) => ({
				...{ id, name, endsOn, since: givenAt },
				advisers: namesOf(advisers.get(id)!, names),
			})),
	);
}

/** A figure as it is seen: its shares, and by how many points they usually miss. */
export interface SeenFigure extends Figure {
	readonly error: number;
}

/** What an adviser sees of a cohort: who shares, how far each is, and the group portrait. */
export interface CohortView {
	readonly cohort: Cohort;
	/** The least number of people behind a figure. */
	readonly least: number;
	readonly members: readonly { name: string; since: Date; progress: Progress }[];
	readonly version: FrameworkVersion;
	/** The civil date on which the portrait is made anew. */
	readonly nextDate: string;
	/** The date of the current portrait, and its figures by source and dimension; null before the first. */
	readonly portrait: {
		readonly date: string;
		readonly figures: Readonly<Record<PortraitSource, Readonly<Record<string, SeenFigure>>>>;
	} | null;
}

/**
 * A cohort as one of its advisers sees it; anybody else gets not-found. Written first, once a day, in the journal of
 * those who share. Nothing is made here: the portrait is read as it stands.
 */
export async function cohortFor(world: World, actor: Actor, id: string): Promise<CohortView> {
	const cohort = await cohortById(world.db.read, id);
	const advisers = (await advisersOfCohorts(world.db.read, [id])).get(id)!;
	if (!cohort) throw unknownTo(actor);
	const may = (me: Actor) => must(me, 'read', { kind: 'cohort', institution: cohort.institution, advisers });
	may(actor);
	const { threshold, timeZone } = await institutionById(world, cohort.institution);
	const today = civilDate(world.now(), timeZone);
	const grantee = { granteeKind: 'cohort', grantee: id } as const;
	await recordReading(world, actor, { ...grantee, day: today, may });
	const shares = await activeShares(world, grantee);
	const people = shares.map((share) => share.person);
	const names = await peopleByIds(world, people);
	const version = versionOf(cohort);
	const answered = await answeredOfEach(world, people, version);
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	const least = await leastIn(world, cohort, people, threshold);
	const stored = await portraitOfCohort(world.db.read, id);
	const figuresOf = (source: PortraitSource) =>
		Object.fromEntries(
			slugs.flatMap((slug): [string, SeenFigure][] => {
				const figure = stored?.figures[figureName(source, slug)];
				return figure ? [[slug, { ...figure, error: usualError(figure.band, least) }]] : [];
			}),
		);
	const [said, shown, observed] = PORTRAIT_SOURCES.map(figuresOf);
	return {
		cohort,
		version,
		least,
		members: shares
			.filter(({ person }) => names.has(person))
			.map(({ person, givenAt }) => ({
				name: names.get(person)!.displayName,
				since: givenAt,
				progress: progressOf(answered.get(person)!, slugs.length),
			}))
			.sort((one, other) => one.name.localeCompare(other.name, 'fr')),
		nextDate: nextPortraitDate(today),
		portrait:
			stored && Object.keys(stored.figures).length > 0
				? { date: stored.date, figures: { said: said!, shown: shown!, observed: observed! } }
				: null,
	};
}

/** Not found; an anonymous visitor is sent to sign in, whether or not the cohort exists. */
const unknownTo = (actor: Actor) => {
	personOf(actor);
	return notFound();
};
