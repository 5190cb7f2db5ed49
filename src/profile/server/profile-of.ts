import { CURRENT_VERSION, type Dimension, type FrameworkVersion, standingRank } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, learnerMembership, must, personOf } from '#identity';
import { answeringOf, saidAsOf, saidOf, saidOfEach, shownOf, shownOfEach } from '#assessment/server';
import type { Text } from '#platform';
import type { World } from '#platform/server';
import { type Suggestion, suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import { observedOf, observedOfEach } from '#awards/server';
import { type Marked, type Marks, strengthsOf, toWorkOnOf } from '../index.ts';
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

/** Which version of the framework, and until when: today unless told. */
export interface When {
	readonly version?: FrameworkVersion | undefined;
	readonly until?: Date | undefined;
}

/** The three sources of a person, dimension by dimension. Asks nothing about who reads: the caller does. */
export async function marksOf(world: World, person: string, when: When = {}): Promise<ProfileDimension[]> {
	const { version = CURRENT_VERSION, until } = when;
	const [said, shown, observed] = await Promise.all([
		until ? saidAsOf(world, person, version, until) : saidOf(world, person, version),
		shownOf(world, person, version, until),
		observedOf(world, person, version, until),
	]);
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

/**
 * One's own profile, in the version one answers in unless another is named; somebody who does not learn here has none
 * (not found).
 */
export async function profileOf(world: World, actor: Actor, when: When = {}): Promise<Profile> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	learnerMembership(actor);
	const answering = await answeringOf(world, actor);
	const { audience } = answering;
	const version = when.version ?? answering.version;
	const dimensions = await marksOf(world, person, { ...when, version });
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
