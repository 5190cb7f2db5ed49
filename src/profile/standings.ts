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

/**
 * The slugs of up to three strengths: dimensions where the person says they are at the level intermediate or
 * above. Sorted by the highest level said, then observed, then shown, then the smaller number.
 */
export function strengthsOf(dimensions: readonly DimensionStandings[]): string[] {
	return dimensions
		.filter((one) => standingRank(one.said) >= ENOUGH)
		.toSorted(
			inOrder(
				(one) => -standingRank(one.said),
				(one) => -observedRank(one),
				(one) => -standingRank(one.shown),
				(one) => one.number,
			),
		)
		.slice(0, MOST)
		.map((one) => one.slug);
}

/** Whether the situation shows a lower standing than the person says. */
const fallsShort = ({ said, shown }: Pick<StandingsBySource, 'said' | 'shown'>) =>
	shown !== 'not-situated' && standingRank(shown) < standingRank(said);

/**
 * The standing from which a person should work on a dimension: what they say, or what the situation shows if
 * that is lower.
 */
export const standingToStartFrom = (marks: Pick<StandingsBySource, 'said' | 'shown'>): Standing =>
	fallsShort(marks) ? marks.shown : marks.said;

/**
 * The slugs of up to three dimensions to work on, among those where the person said something: those below
 * the level advanced that are not strengths, and those whose situation shows less than the person says, even
 * a strength. The lowest start (`standingToStartFrom`) comes first, then the central dimensions, then the smaller number.
 * When there are none, the dimension with the lowest start, so that anybody placed in a dimension has
 * something to work on.
 */
export function dimensionsToWorkOn(dimensions: readonly DimensionStandings[]): string[] {
	const strengths = strengthsOf(dimensions);
	const placed = dimensions
		.filter((one) => one.said !== 'not-situated')
		.toSorted(
			inOrder(
				(one) => standingRank(standingToStartFrom(one)),
				(one) => (one.central ? 0 : 1),
				(one) => one.number,
			),
		);
	const left = placed.filter(
		(one) => fallsShort(one) || (standingRank(one.said) < HIGHEST && !strengths.includes(one.slug)),
	);
	return (left.length > 0 ? left : placed.slice(0, 1)).slice(0, MOST).map((one) => one.slug);
}
