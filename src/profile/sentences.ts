import { isLevel, type Level, type Standing, standingRank } from '#framework';
import type { Marked, Marks } from './marks.ts';

/** How what is shown stands beside what is said: nothing is said, the same, more, or less. */
export type Relation = 'alone' | 'same' | 'higher' | 'lower';

/** Which sentence says each source of one dimension; three sentences side by side, never one of the three together. */
export interface DimensionSentence {
	readonly said: Standing;
	readonly shown:
		| { readonly kind: 'none' }
		| { readonly kind: 'no-level'; readonly relation: Exclude<Relation, 'higher'> }
		| { readonly kind: 'level'; readonly level: Level; readonly relation: Relation };
	readonly observed: Level | null;
}

/** How a situation stands beside the statements: a level said is compared with a level shown, on the same scale. */
export function relationOf({ said, shown }: Pick<Marks, 'said' | 'shown'>): Relation {
	if (said === 'not-situated') return 'alone';
	const difference = standingRank(shown) - standingRank(said);
	if (difference === 0) return 'same';
	return difference > 0 ? 'higher' : 'lower';
}

/** The sentences of one dimension. */
export function dimensionSentence(marks: Marks): DimensionSentence {
	const { said, shown, observed } = marks;
	const relation = relationOf(marks);
	if (shown === 'not-situated') return { said, shown: { kind: 'none' }, observed };
	if (isLevel(shown)) return { said, shown: { kind: 'level', level: shown, relation }, observed };
	// Nothing stands under « no level yet »: it is more than nothing said only when nothing is said.
	return {
		said,
		shown: { kind: 'no-level', relation: relation === 'higher' ? 'alone' : relation },
		observed,
	};
}

/** The sentences that can open a profile: what is said, in how many dimensions. */
export const OPENINGS = [
	'nothing-answered',
	'one-dimension',
	'half-answered',
	'all-starting',
	'all-beginner',
	'all-intermediate',
	'all-advanced',
	'mixed',
] as const;

/** The sentences that can follow it: what situations show beside it, then what was observed. */
export const FOLLOWING = [
	'said-above-shown',
	'shown-above-said',
	'said-and-shown-agree',
	'nothing-shown',
	'observed-present',
	'nothing-observed',
] as const;

/** The name of a sentence about the whole profile. */
export type WholeId = (typeof OPENINGS)[number] | (typeof FOLLOWING)[number];

/** One sentence about the whole profile: which, and the dimensions that it counts (one is named by its task). */
export interface WholeSentence {
	readonly id: WholeId;
	readonly slugs: readonly string[];
}

const slugsOf = (dimensions: readonly Marked[]) => dimensions.map(({ slug }) => slug);

function opening(dimensions: readonly Marked[]): WholeSentence {
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

function beside(dimensions: readonly Marked[]): WholeSentence[] {
	if (dimensions.every(({ shown }) => shown === 'not-situated')) return [{ id: 'nothing-shown', slugs: [] }];
	const compared = dimensions.filter((one) => one.shown !== 'not-situated' && one.said !== 'not-situated');
	const at = (relation: Relation) => slugsOf(compared.filter((one) => relationOf(one) === relation));
	const apart: WholeSentence[] = [
		{ id: 'said-above-shown', slugs: at('lower') },
		{ id: 'shown-above-said', slugs: at('higher') },
	];
	const told = apart.filter(({ slugs }) => slugs.length > 0);
	if (told.length > 0 || compared.length === 0) return told;
	return [{ id: 'said-and-shown-agree', slugs: at('same') }];
}

/**
 * The sentences that say what the whole macaron shows, in order: what is said, what situations show beside it, what was
 * observed. Each speaks of one source or compares two; none makes one figure of the three.
 */
export function wholeSentences(dimensions: readonly Marked[]): readonly WholeSentence[] {
	const observed = slugsOf(dimensions.filter((one) => one.observed !== null));
	return [
		opening(dimensions),
		...beside(dimensions),
		observed.length > 0 ? { id: 'observed-present', slugs: observed } : { id: 'nothing-observed', slugs: [] },
	];
}
