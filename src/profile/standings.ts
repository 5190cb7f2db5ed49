import { type Level, type Standing, standingRank } from '#framework';

/**
 * A person's level in one dimension by each of the three sources, side by side: never averaged, never merged.
 */
export interface StandingsBySource {
	/** « Ce que je dis »: where the person's self-assessment places them. */
	readonly said: Standing;
	/** « Ce que je ferais »: what the choice made in a short situation shows. */
	readonly shown: Standing;
	/**
	 * « Ce qui a été observé »: the highest level that an adviser accepted on evidence; null when there is
	 * none.
	 */
	readonly observed: Level | null;
}

/** A dimension of the framework with a person's level in it by each of the three sources. */
export interface DimensionStandings extends StandingsBySource {
	readonly slug: string;
	/** The dimension's number, 1 to 12. */
	readonly number: number;
	/** True for the two dimensions that the framework calls central. */
	readonly central: boolean;
}

const MOST = 3;
const ENOUGH = standingRank('intermediate');
const HIGHEST = standingRank('advanced');

const observedRank = ({ observed }: StandingsBySource) => (observed === null ? 0 : standingRank(observed));

/**
 * Makes a comparison of dimensions by several rules in turn; each rule gives the smaller number to what comes
 * first.
 */
const inOrder =
	(...rules: ((one: DimensionStandings) => number)[]) =>
	(a: DimensionStandings, b: DimensionStandings) =>
		rules.map((rule) => rule(a) - rule(b)).find((difference) => difference !== 0) ?? 0;

/** Whether the situation shows a lower standing than the person says. */
const fallsShort = ({ said, shown }: Pick<StandingsBySource, 'said' | 'shown'>) =>
	shown !== 'not-situated' && standingRank(shown) < standingRank(said);

/**
 * The standing from which a person should work on a dimension: what they say, or what the situation shows if
 * that is lower.
 */
export const standingToStartFrom = (marks: Pick<StandingsBySource, 'said' | 'shown'>): Standing =>
	fallsShort(marks) ? marks.shown : marks.said;

/** What a profile puts forward: the slugs of up to three strengths, and of up to three dimensions to work on. */
export interface StrengthsAndWork {
	readonly strengths: readonly string[];
	readonly toWorkOn: readonly string[];
}

/**
 * Chooses a person's strengths and the dimensions to work on; no dimension is ever both.
 *
 * Strengths: where the person says they are at the level intermediate or above and their situation does not
 * show less. The highest level said comes first, then observed, then shown, then the smaller number.
 *
 * To work on: of the others where the person said something, those that start below the level advanced
 * (`standingToStartFrom`). The lowest start comes first, then the central dimensions, then the smaller number.
 * Without any, the first of the others; when only strengths are left, the last of them is to work on instead:
 * anybody placed in a dimension has something to work on.
 */
export function strengthsAndWorkOf(dimensions: readonly DimensionStandings[]): StrengthsAndWork {
	const placed = dimensions.filter(({ said }) => said !== 'not-situated');
	const best = placed
		.filter((one) => standingRank(one.said) >= ENOUGH && !fallsShort(one))
		.toSorted(
			inOrder(
				(one) => -standingRank(one.said),
				(one) => -observedRank(one),
				(one) => -standingRank(one.shown),
				(one) => one.number,
			),
		)
		.slice(0, MOST);
	const others = placed
		.filter((one) => !best.includes(one))
		.toSorted(
			inOrder(
				(one) => standingRank(standingToStartFrom(one)),
				(one) => (one.central ? 0 : 1),
				(one) => one.number,
			),
		);
	const below = others.filter((one) => standingRank(standingToStartFrom(one)) < HIGHEST).slice(0, MOST);
	const instead = others.length > 0 ? others.slice(0, 1) : best.slice(-1);
	const toWorkOn = below.length > 0 ? below : instead;
	const slugs = (some: readonly DimensionStandings[]) => some.map(({ slug }) => slug);
	return { strengths: slugs(best.filter((one) => !toWorkOn.includes(one))), toWorkOn: slugs(toWorkOn) };
}
