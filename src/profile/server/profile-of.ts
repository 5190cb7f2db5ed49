import { CURRENT_VERSION, type Dimension, type FrameworkVersion, standingRank } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, learnerMembership, personOf } from '#identity';
import {
	answeredOf,
	type Answering,
	type Said,
	saidOf,
	saidOfEach,
	saidOverTime,
	type Shown,
	shownOf,
	shownOfEach,
	shownOverTime,
} from '#assessment/server';
import { institutionById } from '#identity/server';
import type { Text } from '#platform';
import type { World } from '#platform/server';
import { type Suggestion, suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import { type Observed, observedOf, observedOfEach, observedOverTime } from '#awards/server';
import { type Marked, type Marks, strengthsOf, toWorkOnOf } from '../index.ts';
import { type AnsweredDay, answeredDays } from './dates.ts';
import { nextStepFor } from './next-steps.ts';

/** A dimension as the profile shows it: its three marks, and when each was set. */
export interface ProfileDimension extends Marked {
	readonly dimension: Dimension;
	readonly saidAt: Date | null;
	readonly shownAt: Date | null;
	readonly observedAt: Date | null;
}

/** A person's profile: the same marks draw the macaron, fill its table and make its sentences. */
export interface Profile {
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	/** By slug. */
	readonly marks: Readonly<Record<string, Marks>>;
	/** In the order of the framework. */
	readonly dimensions: readonly ProfileDimension[];
	/** Slugs, at most three. */
	readonly strengths: readonly string[];
	/** At most three, each with one small next step and up to three autoformations for the person's audience. */
	readonly toWorkOn: readonly {
		readonly slug: string;
		readonly nextStep: Text | null;
		readonly suggestions: readonly Suggestion[];
	}[];
}

/** What a person says, shows and was observed doing, by slug. */
interface Sources {
	readonly said: Readonly<Record<string, Said>>;
	readonly shown: Readonly<Record<string, Shown>>;
	readonly observed: Readonly<Record<string, Observed>>;
}

/** The marks of the three sources, dimension by dimension. */
function marksFrom(version: FrameworkVersion, { said, shown, observed }: Sources): ProfileDimension[] {
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

/** The three sources of a person, dimension by dimension. Asks nothing about who reads: the caller does. */
export async function marksOf(
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<ProfileDimension[]> {
	const [said, shown, observed] = await Promise.all([
		saidOf(world, person, version),
		shownOf(world, person, version),
		observedOf(world, person, version),
	]);
	return marksFrom(version, { said, shown, observed });
}

/** The three sources of several people, by person then by slug. Asks nothing about who reads: the caller does. */
export async function marksOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, Record<string, Marks>>> {
	// One after the other: inside a write unit there is one connection.
	const said = await saidOfEach(world, people, version);
	const shown = await shownOfEach(world, people, version);
	const observed = await observedOfEach(world, people, version);
	const marks = (person: string, slug: string): Marks => ({
		said: said.get(person)?.[slug]?.standing ?? 'not-situated',
		shown: shown.get(person)?.[slug]?.standing ?? 'not-situated',
		observed: observed.get(person)?.[slug]?.level ?? null,
	});
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	return new Map(
		people.map((person) => [person, Object.fromEntries(slugs.map((slug) => [slug, marks(person, slug)]))]),
	);
}

/** The profile that three sources make, for somebody of an audience. */
function profileFrom(version: FrameworkVersion, audience: Audience | null, sources: Sources): Profile {
	const dimensions = marksFrom(version, sources);
	const bySlug = new Map(dimensions.map((one) => [one.slug, one]));
	return {
		version,
		audience,
		dimensions,
		marks: Object.fromEntries(
			dimensions.map(({ slug, said, shown, observed }) => [slug, { said, shown, observed }]),
		),
		strengths: strengthsOf(dimensions),
		toWorkOn: toWorkOnOf(dimensions).map((slug) => {
			const said = bySlug.get(slug)?.said ?? 'not-situated';
			if (!audience) return { slug, nextStep: null, suggestions: [] };
			const from = standingRank(said) < standingRank('intermediate') ? 'starting' : 'intermediate';
			return {
				slug,
				nextStep: nextStepFor(audience, slug, said) ?? null,
				suggestions: suggestionsFor(SUGGESTIONS, { audience, dimension: slug, from }),
			};
		}),
	};
}

/** One's own profile today, and what it can be compared with. */
export interface OwnProfile {
	readonly answering: Answering;
	readonly profile: Profile;
	/** The days on which one answered, the latest first; the latest is today's profile. */
	readonly days: readonly AnsweredDay[];
	/** What one said on one of these days, showed and was observed doing by then. */
	before(day: AnsweredDay): Profile;
}

/**
 * One's own profile, in the version one answers in unless another is named, each thing asked once; somebody who does not
 * learn here has none (not found).
 */
export async function ownProfile(
	world: World,
	actor: Actor,
	asked: FrameworkVersion | null = null,
): Promise<OwnProfile> {
	const { id: person } = personOf(actor);
	const { institution } = learnerMembership(actor);
	const { answering, said } = await answeredOf(world, actor);
	const version = asked ?? answering.version;
	const [past, shown, observed, { timeZone }] = await Promise.all([
		saidOverTime(world, person, version),
		shownOverTime(world, person, version),
		observedOverTime(world, person, version),
		institutionById(world, institution),
	]);
	const made = (sources: Sources) => profileFrom(version, answering.audience, sources);
	return {
		answering,
		profile: made({ said: said(version), shown: shown(), observed: observed() }),
		days: answeredDays(past.instants, timeZone),
		before: ({ until }) => made({ said: past.at(until), shown: shown(until), observed: observed(until) }),
	};
}

/** One's own profile as it reads today, without what it can be compared with. */
export async function profileOf(
	world: World,
	actor: Actor,
	asked: FrameworkVersion | null = null,
): Promise<Profile> {
	const { id: person } = personOf(actor);
	const { answering, said } = await answeredOf(world, actor);
	const version = asked ?? answering.version;
	const [shown, observed] = await Promise.all([
		shownOf(world, person, version),
		observedOf(world, person, version),
	]);
	return profileFrom(version, answering.audience, { said: said(version), shown, observed });
}
