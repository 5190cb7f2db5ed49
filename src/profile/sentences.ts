import { isLevel, type Level, type Standing, standingRank } from '#framework';
import type { DimensionStandings, StandingsBySource } from './standings.ts';

/**
 * How the standing that a situation shows compares with the one that the person says: the same, higher,
 * lower, or `alone` when they say nothing.
 */
export type ShownVersusSaid = 'alone' | 'same' | 'higher' | 'lower';

/**
 * Which sentence describes each source in one dimension: three sentences side by side, never one for all
 * three.
 */
export interface DimensionSentenceChoice {
	readonly said: Standing;
	readonly shown:
		| { readonly kind: 'none' }
		| { readonly kind: 'no-level'; readonly relation: Exclude<ShownVersusSaid, 'higher'> }
		| { readonly kind: 'level'; readonly level: Level; readonly relation: ShownVersusSaid };
	readonly observed: Level | null;
}

/** Compares the standing that the situation shows with the one that the person says, on the same scale. */
export function compareShownWithSaid({
	said,
	shown,
}: Pick<StandingsBySource, 'said' | 'shown'>): ShownVersusSaid {
	if (said === 'not-situated') return 'alone';
	const difference = standingRank(shown) - standingRank(said);
	if (difference === 0) return 'same';
	return difference > 0 ? 'higher' : 'lower';
}

/**
 * Chooses, for each of the three sources, the sentence that describes a person's standing in one dimension.
 */
export function chooseDimensionSentences(marks: StandingsBySource): DimensionSentenceChoice {
	const { said, shown, observed } = marks;
	const relation = compareShownWithSaid(marks);
	if (shown === 'not-situated') return { said, shown: { kind: 'none' }, observed };
	if (isLevel(shown)) return { said, shown: { kind: 'level', level: shown, relation }, observed };
	// A situation that shows no level gives `starting`, which ranks higher only than `not-situated`: the
	// sentence is then the one for a person who says nothing.
	return {
		said,
		shown: { kind: 'no-level', relation: relation === 'higher' ? 'alone' : relation },
		observed,
	};
}

/**
 * The ids of the sentences that can begin the description of a profile: what the person says, in how many
 * dimensions.
 */
export const OPENING_SENTENCE_IDS = [
	'nothing-answered',
	'one-dimension',
	'half-answered',
	'all-starting',
	'all-beginner',
	'all-intermediate',
	'all-advanced',
	'mixed',
] as const;

/**
 * The ids of the sentences that can follow the first one in the description of a profile: how situations
 * compare with what the person says, then what was observed.
 */
export const FOLLOWING_SENTENCE_IDS = [
	'said-above-shown',
	'shown-above-said',
	'said-and-shown-agree',
	'nothing-shown',
	'observed-present',
	'nothing-observed',
] as const;

/** The id of a sentence that describes a whole profile. */
export type ProfileSentenceId =
	(typeof OPENING_SENTENCE_IDS)[number] | (typeof FOLLOWING_SENTENCE_IDS)[number];

/**
 * A sentence that describes a whole profile, with the dimensions that it counts. When there is only one, the
 * sentence names what people do in it.
 */
export interface ProfileSentenceChoice {
	readonly id: ProfileSentenceId;
	readonly slugs: readonly string[];
}

const slugsOf = (dimensions: readonly DimensionStandings[]) => dimensions.map(({ slug }) => slug);

function opening(dimensions: readonly DimensionStandings[]): ProfileSentenceChoice {
	const placed = dimensions.filter(({ said }) => said !== 'not-situated');
	const slugs = slugsOf(placed);
	if (placed.length === 0) return { id: 'nothing-answered', slugs };
	if (placed.length === 1) return { id: 'one-dimension', slugs };
	if (placed.length < dimensions.length) return { id: 'half-answered', slugs };
	const [first] = placed;
	if (first && placed.every(({ said }) => said === first.said))
		return { id: `all-${first.said as Exclude<Standing, 'not-situated'>}`, slugs };
	return { id: 'mixed', slugs };
}

function beside(dimensions: readonly DimensionStandings[]): ProfileSentenceChoice[] {
	if (dimensions.every(({ shown }) => shown === 'not-situated')) return [{ id: 'nothing-shown', slugs: [] }];
	const compared = dimensions.filter((one) => one.shown !== 'not-situated' && one.said !== 'not-situated');
	const at = (relation: ShownVersusSaid) =>
		slugsOf(compared.filter((one) => compareShownWithSaid(one) === relation));
	const apart: ProfileSentenceChoice[] = [
		{ id: 'said-above-shown', slugs: at('lower') },
		{ id: 'shown-above-said', slugs: at('higher') },
	];
	const told = apart.filter(({ slugs }) => slugs.length > 0);
	if (told.length > 0 || compared.length === 0) return told;
	return [{ id: 'said-and-shown-agree', slugs: at('same') }];
}

/**
 * Chooses the sentences that describe a whole profile, in order: what the person says, how situations compare
 * with it, what was observed. Each is about one source or compares two; none combines the three in one
 * figure.
 */
export function chooseProfileSentences(
	dimensions: readonly DimensionStandings[],
): readonly ProfileSentenceChoice[] {
	const observed = slugsOf(dimensions.filter((one) => one.observed !== null));
	return [
		opening(dimensions),
		...beside(dimensions),
		observed.length > 0 ? { id: 'observed-present', slugs: observed } : { id: 'nothing-observed', slugs: [] },
	];
}
