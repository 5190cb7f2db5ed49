import { type Dimension, type FrameworkVersion, type Standing, standingRank } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, mustBeLearner, mustBePerson } from '#identity';
import {
	progressAndStandingsOf,
	type AssessmentProgress,
	type SaidStanding,
	type SaidStandingChange,
	saidStandingsOf,
	saidStandingsOfEach,
	saidStandingsOverTime,
	type ShownStanding,
	shownStandingsOf,
	shownStandingsOfEach,
	shownStandingsOverTime,
	type ThemeStanding,
} from '#assessment/server';
import { institutionById } from '#identity/server';
import type { Text } from '#platform';
import type { World } from '#platform/server';
import { type Helpfulness, type Suggestion, suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import {
	type AwardInBrief,
	badgesAndObservedLevelsOf,
	type HighestObservedLevel,
	observedLevelsByDimension,
	observedLevelsByPerson,
} from '#awards/server';
import {
	type DimensionStandings,
	type StandingsBySource,
	standingToStartFrom,
	strengthsAndWorkOf,
} from '../index.ts';
import { type AnsweredDay, answeredDays } from './dates.ts';
import { nextStepFor } from './next-steps.ts';

/**
 * A dimension of a person's profile: their level in it by each of the three sources, and the date of each.
 */
export interface ProfileDimension extends DimensionStandings {
	readonly dimension: Dimension;
	readonly saidAt: Date | null;
	readonly shownAt: Date | null;
	readonly observedAt: Date | null;
}

/**
 * A person's profile: their levels by the three sources in every dimension, their strengths, and what to work
 * on. The macaron, its table and its sentences all come from it.
 */
export interface Profile {
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	/** The person's levels by the three sources, by dimension slug. */
	readonly marks: Readonly<Record<string, StandingsBySource>>;
	/** All dimensions, in the order of the framework. */
	readonly dimensions: readonly ProfileDimension[];
	/** The slugs of the person's strengths, at most three, none of which is to work on. */
	readonly strengths: readonly string[];
	/**
	 * At most three dimensions to work on, each with a next step and up to three learning activities for the
	 * person's audience.
	 */
	readonly toWorkOn: readonly {
		readonly slug: string;
		readonly nextStep: Text | null;
		readonly suggestions: readonly Suggestion[];
	}[];
}

/** What each of the three sources tells of a person, by dimension slug. */
interface Sources {
	readonly said: Readonly<Record<string, SaidStanding>>;
	readonly shown: Readonly<Record<string, ShownStanding>>;
	readonly observed: Readonly<Record<string, HighestObservedLevel>>;
}

/** Puts the three sources of a person side by side for each dimension, in the order of the framework. */
export function profileDimensionsFrom(
	version: FrameworkVersion,
	{ said, shown, observed }: Sources,
): ProfileDimension[] {
	return framework(version).dimensions.map((dimension) => {
		const { slug, number, central } = dimension;
		return {
			slug,
			number,
			central,
			dimension,
			said: said[slug]?.standing ?? 'not-situated',
			saidAt: said[slug]?.answeredAt ?? null,
			shown: shown[slug]?.standing ?? 'not-situated',
			shownAt: shown[slug]?.chosenAt ?? null,
			observed: observed[slug]?.level ?? null,
			observedAt: observed[slug]?.at ?? null,
		};
	});
}

/**
 * Reads a person's level by each of the three sources in each dimension, in the order of the framework. No
 * authorization check: the caller must do it.
 */
export async function profileDimensionsOf(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<ProfileDimension[]> {
	const [said, shown, observed] = await Promise.all([
		saidStandingsOf(world, person, version),
		shownStandingsOf(world, person, version),
		observedLevelsByDimension(world, person, version),
	]);
	return profileDimensionsFrom(version, { said, shown, observed });
}

/**
 * Reads the levels of several people by each of the three sources, by person id, then by dimension slug. No
 * authorization check: the caller must do it.
 */
export async function standingsByPerson(
	world: World,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<Map<string, Record<string, StandingsBySource>>> {
	// The queries run one after another, because inside a write unit there is a single connection.
	const said = await saidStandingsOfEach(world, people, version);
	const shown = await shownStandingsOfEach(world, people, version);
	const observed = await observedLevelsByPerson(world, people, version);
	const marks = (person: string, slug: string): StandingsBySource => ({
		said: said.get(person)?.[slug]?.standing ?? 'not-situated',
		shown: shown.get(person)?.[slug]?.standing ?? 'not-situated',
		observed: observed.get(person)?.[slug]?.level ?? null,
	});
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	return new Map(
		people.map((person) => [person, Object.fromEntries(slugs.map((slug) => [slug, marks(person, slug)]))]),
	);
}

/**
 * The next step in a dimension and the learning activities to suggest in it, for an audience and the standing
 * from which to start; `help` says how many people each activity helped.
 */
export function nextStepAndSuggestions(
	audience: Audience,
	dimension: string,
	start: Standing,
	help?: ReadonlyMap<string, Helpfulness>,
): { nextStep: Text | null; suggestions: readonly Suggestion[] } {
	const from = standingRank(start) < standingRank('intermediate') ? 'starting' : 'intermediate';
	return {
		nextStep: nextStepFor(audience, dimension, start) ?? null,
		suggestions: suggestionsFor(SUGGESTIONS, { audience, dimension, from }, help),
	};
}

/** Makes a person's profile from the three sources, with suggestions for an audience. */
export function profileFrom(version: FrameworkVersion, audience: Audience | null, sources: Sources): Profile {
	const dimensions = profileDimensionsFrom(version, sources);
	const { strengths, toWorkOn } = strengthsAndWorkOf(dimensions);
	const bySlug = new Map(dimensions.map((one) => [one.slug, one]));
	return {
		version,
		audience,
		dimensions,
		marks: Object.fromEntries(
			dimensions.map(({ slug, said, shown, observed }) => [slug, { said, shown, observed }]),
		),
		strengths,
		toWorkOn: toWorkOn.map((slug) => {
			const dimension = bySlug.get(slug)!;
			return audience
				? { slug, ...nextStepAndSuggestions(audience, slug, standingToStartFrom(dimension)) }
				: { slug, nextStep: null, suggestions: [] };
		}),
	};
}

/** A person's own profile today, and their profile on past days, with which it can be compared. */
export interface OwnProfile {
	readonly answering: AssessmentProgress;
	readonly profile: Profile;
	/** The days on which the person answered, latest first; the profile of the latest is today's. */
	readonly days: readonly AnsweredDay[];
	/** Makes the person's profile as it was at the end of one of their `days`. */
	before(day: AnsweredDay): Profile;
	/** Returns each change of the person's standing by their own answers in a dimension, oldest first. */
	saidIn(dimension: string): readonly SaidStandingChange[];
	/** Where the person's answers place them in each theme of the version, apart from its dimensions. */
	readonly themes: readonly ThemeStanding[];
	/**
	 * The person's badges, newest first. A badge signed in two languages appears once. Revoked badges are
	 * left out.
	 */
	readonly badges: readonly AwardInBrief[];
	/** The institution's time zone, for displaying dates. */
	readonly timeZone: string;
}

/**
 * Loads the actor's own profile, today and on past days, in the version of the framework in which they answer
 * unless another is given; reads each kind of data once. Throws not-found for a person who is not a learner.
 */
export async function ownProfile(
	world: World,
	actor: Actor,
	asked: FrameworkVersion | null = null,
): Promise<OwnProfile> {
	const { id: person } = mustBePerson(actor);
	const { institution } = mustBeLearner(actor);
	const { answering, said, themes } = await progressAndStandingsOf(world, actor);
	const version = asked ?? answering.version;
	const [past, shown, held, { timeZone }] = await Promise.all([
		saidStandingsOverTime(world, person, version),
		shownStandingsOverTime(world, person, version),
		badgesAndObservedLevelsOf(world, person, version),
		institutionById(world, institution),
	]);
	const made = (sources: Sources) => profileFrom(version, answering.audience, sources);
	return {
		answering,
		profile: made({ said: said(version), shown: shown(), observed: held.observed() }),
		days: answeredDays(past.instants, timeZone),
		before: ({ until }) =>
			made({ said: past.at(until), shown: shown(until), observed: held.observed(until) }),
		saidIn: (dimension) => past.changesIn(dimension),
		themes: themes(version),
		badges: held.badges,
		timeZone,
	};
}

/**
 * Loads the actor's own profile today, without the past days, in the version of the framework in which they
 * answer unless another is given.
 */
export async function ownProfileToday(
	world: World,
	actor: Actor,
	asked: FrameworkVersion | null = null,
): Promise<Profile> {
	const { id: person } = mustBePerson(actor);
	const { answering, said } = await progressAndStandingsOf(world, actor);
	const version = asked ?? answering.version;
	const [shown, observed] = await Promise.all([
		shownStandingsOf(world, person, version),
		observedLevelsByDimension(world, person, version),
	]);
	return profileFrom(version, answering.audience, { said: said(version), shown, observed });
}
