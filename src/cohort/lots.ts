import { PORTRAIT_LEVELS, type PortraitLevel } from './levels.ts';

/** How often the four levels of a person are shuffled among themselves in a dimension. */
export const SHUFFLED = 0.08;

/** How often, besides, a level is counted at one drawn evenly from the four. */
export const REDRAWN = 0.18;

/**
 * How often chance decides at which level a person is counted (evenly among the four, hence sometimes at their own):
 * the other times they are counted at their own. Decision 31 says why it is not less.
 */
export const CHANCE = 1 - (1 - SHUFFLED) * (1 - REDRAWN);

/** At which level a person is counted in a dimension, for each level they may be at: drawn once, for ever. */
export type Lots = Readonly<Record<PortraitLevel, PortraitLevel>>;

/** How many numbers a draw takes. */
export const NUMBERS_PER_DRAW = 2 + PORTRAIT_LEVELS.length;

/** The levels in the order of a number from 0 to 1: each of the 24 orders takes the same share of it. */
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
 * A person's lots in one dimension, from six numbers from 0 to 1 (1 left out): whether the levels are shuffled, how,
 * and for each level, lowest first, whether another one is drawn. The same table serves every source and every date:
 * two draws of one level would tell more of it than one.
 */
export function lotsFrom(numbers: readonly number[]): Lots {
	const [shuffle, order, ...each] = numbers as readonly [number, number, ...number[]];
	const levels = shuffle < SHUFFLED ? shuffled(order) : PORTRAIT_LEVELS;
	const counted = PORTRAIT_LEVELS.map((level, at) => {
		const number = each[at]!;
		const drawn = number < REDRAWN ? PORTRAIT_LEVELS[Math.floor((number / REDRAWN) * 4)] : levels[at];
		return [level, drawn];
	});
	return Object.fromEntries(counted) as Lots;
}
