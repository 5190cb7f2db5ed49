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

/** The rank of the observed level if it can bear a strength (intermediate or above); otherwise 0. */
const observedRank = ({ observed }: StandingsBySource) => {
	const rank = observed === null ? 0 : standingRank(observed);
	return rank >= ENOUGH ? rank : 0;
};

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

/** The lower and the higher of two standings. */
const lower = (one: Standing, other: Standing) => (standingRank(one) <= standingRank(other) ? one : other);
const higher = (one: Standing, other: Standing) => (standingRank(one) >= standingRank(other) ? one : other);

/**
 * The standing from which a person should work on a dimension: what they say, or what the situation shows if
 * that is lower. If the level observed is above what the situation shows, it counts instead, but never above
 * what the person says: evidence shows what they did, a situation only what they would do.
 */
export function standingToStartFrom({ said, shown, observed }: StandingsBySource): Standing {
	if (!fallsShort({ said, shown })) return said;
	return observed === null ? shown : higher(shown, lower(observed, said));
}

/** On what a strength rests: the most solid source that bears it, and the level by that source. */
export interface StrengthBasis {
	readonly source: 'said' | 'shown' | 'observed';
	readonly level: Standing;
}

/**
 * Returns what a strength rests on: what an adviser observed, if that is intermediate or above; else what the
 * situation shows; else only what the person says. Returns null when the dimension is no strength: the person
 * says less than intermediate, or the situation shows less than they say and no adviser observed intermediate
 * or above.
 */
export function strengthBasis(marks: StandingsBySource): StrengthBasis | null {
	const { said, shown, observed } = marks;
	if (standingRank(said) < ENOUGH) return null;
	if (observed !== null && observedRank(marks) > 0) return { source: 'observed', level: observed };
	if (fallsShort(marks)) return null;
	return shown === 'not-situated' ? { source: 'said', level: said } : { source: 'shown', level: shown };
}

/**
 * What a profile puts forward: the slugs of up to three strengths, and of up to three dimensions to work on.
 */
export interface StrengthsAndWork {
	readonly strengths: readonly string[];
	readonly toWorkOn: readonly string[];
}

/**
 * Chooses a person's strengths and the dimensions to work on; no dimension is ever both.
 *
 * Strengths (`strengthBasis`): at most three dimensions where the person says intermediate or above, and
 * where either an adviser observed intermediate or above, or the situation does not show less than they say.
 * Their order is the highest level observed, then the highest level shown (by a situation that does not show
 * less), then the highest level said, then the smaller number. So a strength that rests only on the person's
 * word never comes before a strength that an adviser observed.
 *
 * To work on: at most three of the other dimensions where the person said something and that start below
 * advanced (`standingToStartFrom`). The lowest start comes first. Between equal starts, dimensions without an
 * observed level come first, then the central dimensions, then the smaller number. If no dimension starts
 * below advanced, the first of the others in this order. If there are no others, the last strength, which
 * then no longer counts as one: anybody placed in a dimension has something to work on.
 */
export function strengthsAndWorkOf(dimensions: readonly DimensionStandings[]): StrengthsAndWork {
	const placed = dimensions.filter(({ said }) => said !== 'not-situated');
	const best = placed
		.filter((one) => strengthBasis(one) !== null)
		.toSorted(
			inOrder(
				(one) => -observedRank(one),
				(one) => (fallsShort(one) ? 0 : -standingRank(one.shown)),
				(one) => -standingRank(one.said),
				(one) => one.number,
			),
		)
		.slice(0, MOST);
	const others = placed
		.filter((one) => !best.includes(one))
		.toSorted(
			inOrder(
				(one) => standingRank(standingToStartFrom(one)),
				(one) => (one.observed === null ? 0 : 1),
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
