import { type Level, type Standing, standingRank } from '#framework';

/** The three sources for one dimension, side by side: never averaged, never merged. */
export interface Marks {
	/** « Ce que je dis »: self-assessment. */
	readonly said: Standing;
	/** « Ce que je montre »: a short situation. */
	readonly shown: Standing;
	/** « Ce qui a été observé »: the highest level an adviser accepted on evidence. */
	readonly observed: Level | null;
}

/** A dimension with its three marks. */
export interface Marked extends Marks {
	readonly slug: string;
	/** 1 to 12. */
	readonly number: number;
	/** True for the two dimensions at the heart of the framework. */
	readonly central: boolean;
}

const MOST = 3;
const ENOUGH = standingRank('intermediate');
const HIGHEST = standingRank('advanced');

const observedRank = ({ observed }: Marks) => (observed === null ? 0 : standingRank(observed));

/** Sorts by each rule in turn; a rule gives less for what comes first. */
const inOrder =
	(...rules: ((one: Marked) => number)[]) =>
	(a: Marked, b: Marked) =>
		rules.map((rule) => rule(a) - rule(b)).find((difference) => difference !== 0) ?? 0;

/**
 * Up to three strengths, by slug: dimensions said at intermediate or more, the highest said first; between equals the
 * higher observed, then the higher shown, then the smaller number.
 */
export function strengthsOf(dimensions: readonly Marked[]): string[] {
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

/**
 * At most three dimensions to work on, by slug: situated, not yet advanced and not among the strengths, the lowest said
 * first; between equals the heart of the framework first, then the smaller number.
 */
export function toWorkOnOf(dimensions: readonly Marked[]): string[] {
	const strengths = strengthsOf(dimensions);
	return dimensions
		.filter((one) => one.said !== 'not-situated' && standingRank(one.said) < HIGHEST)
		.filter((one) => !strengths.includes(one.slug))
		.toSorted(
			inOrder(
				(one) => standingRank(one.said),
				(one) => (one.central ? 0 : 1),
				(one) => one.number,
			),
		)
		.slice(0, MOST)
		.map((one) => one.slug);
}
