import { isPortraitLevel, PORTRAIT_LEVELS, type PortraitLevel } from './levels.ts';

/**
 * Probability that the levels at which a person is counted are shuffled in every dimension alike: first of the
 * three ways in which chance blurs a portrait.
 */
export const SHUFFLE_EVERYWHERE_PROBABILITY = 0.07;

/** Probability that, in one dimension, they are then shuffled: the second way. */
export const SHUFFLE_PROBABILITY = 0.06;

/**
 * Probability that, after possible shuffles, a level at which a person is counted is replaced by one drawn
 * evenly from the four: the third way.
 */
export const REDRAW_PROBABILITY = 0.165;

/**
 * Probability that chance decides the level at which a portrait counts a person, evenly among the four (so
 * sometimes their own); otherwise they are counted at their own level. Decisions 31 and 85 say why it is not lower.
 */
export const RANDOM_LEVEL_PROBABILITY =
	1 - (1 - SHUFFLE_EVERYWHERE_PROBABILITY) * (1 - SHUFFLE_PROBABILITY) * (1 - REDRAW_PROBABILITY);

/**
 * A person's lots in one dimension: for each level that they may have there, the level at which portraits
 * count them. They never change (`server/lots-of.ts`).
 */
export type Lots = Readonly<Record<PortraitLevel, PortraitLevel>>;

/** How many of a person's random numbers decide the shuffle that is the same in every dimension. */
export const NUMBERS_PER_PERSON = 2;

/** How many random numbers it takes to draw a person's lots in one dimension, those of the person included. */
export const NUMBERS_PER_DRAW = NUMBERS_PER_PERSON + 2 + PORTRAIT_LEVELS.length;

/** The four levels in an order chosen by a number from 0 to 1; each of the 24 orders is equally likely. */
function shuffled(number: number): PortraitLevel[] {
	const left = [...PORTRAIT_LEVELS];
	let rest = number;
	return PORTRAIT_LEVELS.map(() => {
		const at = rest * left.length;
		rest = at - Math.floor(at);
		return left.splice(Math.floor(at), 1)[0]!;
	});
}

/**
 * Makes a person's lots in one dimension from eight random numbers in [0, 1). The first two say whether the
 * levels are shuffled everywhere, and in which order; the next two, whether they are shuffled in this dimension;
 * the last four, for each level, lowest first, whether and by which level it is replaced. The same lots serve
 * every source and every date, and the first shuffle every dimension, because a second draw for the same level
 * would reveal more of it.
 */
export function lotsFrom(numbers: readonly number[]): Lots {
	const [everywhere, firstOrder, here, order, ...each] = numbers as readonly [
		...[number, number, number, number],
		...number[],
	];
	const first = everywhere < SHUFFLE_EVERYWHERE_PROBABILITY ? shuffled(firstOrder) : PORTRAIT_LEVELS;
	const second = here < SHUFFLE_PROBABILITY ? shuffled(order) : PORTRAIT_LEVELS;
	const counted = PORTRAIT_LEVELS.map((level, at) => {
		const number = each[at]!;
		const drawn =
			number < REDRAW_PROBABILITY
				? PORTRAIT_LEVELS[Math.floor((number / REDRAW_PROBABILITY) * 4)]
				: second[PORTRAIT_LEVELS.indexOf(first[at]!)];
		return [level, drawn];
	});
	return Object.fromEntries(counted) as Lots;
}

/**
 * The level at which a portrait counts a person who has this standing, by their lots. Undefined, without
 * calling `lots`, for a standing that is not a level.
 */
export const countedLevel = (
	standing: string | null | undefined,
	lots: () => Lots,
): PortraitLevel | undefined => (isPortraitLevel(standing) ? lots()[standing] : undefined);
