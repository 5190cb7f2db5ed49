import { PORTRAIT_LEVELS, type PortraitLevel } from './levels.ts';
import { CHANCE } from './lots.ts';

/** How many people a figure counts, as a range: with the list of members it tells no exact count. */
export type Band = '10-29' | '30-99' | '100+';

/** One figure of a portrait: shares in percent, in steps of 5, which add up to 100. */
export interface Figure {
	readonly band: Band;
	readonly shares: Readonly<Record<PortraitLevel, number>>;
}

/** The least number of people behind a figure, unless the institution decides otherwise for its adult staff. */
export const FIRST_SHOWN = 15;

/** No institution may go below. */
const LEAST = 10;

/** How many people a figure of a cohort must count: what the institution decided, at least 10, and 15 for students. */
export const leastPeople = (audience: 'teacher' | 'student', decided: number): number =>
	Math.max(decided, audience === 'teacher' ? LEAST : FIRST_SHOWN);

const LEAST_OF: Readonly<Record<Band, number>> = { '10-29': 10, '30-99': 30, '100+': 100 };

/** The band of a number of people, 10 or more. */
export function bandOf(people: number): Band {
	if (people < LEAST_OF['30-99']) return '10-29';
	return people < LEAST_OF['100+'] ? '30-99' : '100+';
}

/** Shares are told in twentieths: so many steps make a whole. */
const STEPS = 20;
const STEP = 100 / STEPS;

/** Shares in whole steps of 5 that add up to 100: the largest remainders go up, the lower level first between equals. */
function inSteps(shares: readonly number[]): number[] {
	const steps = shares.map((share) => share * STEPS);
	const whole = steps.map((step) => Math.floor(step + 1e-9));
	const missing = STEPS - whole.reduce((sum, one) => sum + one, 0);
	const up = new Set(
		steps
			.map((step, at) => ({ at, left: step - whole[at]! }))
			.sort((one, other) => other.left - one.left || one.at - other.at)
			.slice(0, missing)
			.map(({ at }) => at),
	);
	return whole.map((one, at) => (one + (up.has(at) ? 1 : 0)) * STEP);
}

/** A share as it most likely is behind a share that chance has blurred, kept within 0 and 1. */
const corrected = (share: number, chance: number): number =>
	Math.min(1, Math.max(0, (share - chance / PORTRAIT_LEVELS.length) / (1 - chance)));

/**
 * The figure of the levels at which people are counted (chance has already played), or undefined for fewer than
 * `least` people. How often chance decides is taken off: `chance` is a parameter for the fault drill alone.
 */
export function figureOf(
	counted: readonly PortraitLevel[],
	least: number,
	chance: number = CHANCE,
): Figure | undefined {
	if (counted.length < least) return undefined;
	const each = PORTRAIT_LEVELS.map((level) =>
		corrected(counted.filter((one) => one === level).length / counted.length, chance),
	);
	const sum = each.reduce((total, share) => total + share, 0);
	const shares = inSteps(each.map((share) => share / sum));
	return {
		band: bandOf(counted.length),
		shares: Object.fromEntries(PORTRAIT_LEVELS.map((level, at) => [level, shares[at]!])) as Figure['shares'],
	};
}

/**
 * By how many points a share usually misses, up or down: two times in three, for a share near one half (where it is
 * largest), in the smallest group of a band, chance and rounding together. Whole points, rounded up.
 */
export function usualError(band: Band, least: number): number {
	const people = Math.max(LEAST_OF[band], least);
	const [own, other] = [1 - 0.75 * CHANCE, CHANCE / 4];
	const spread = (own * (1 - own) + other * (1 - other)) / 2;
	return Math.ceil(Math.sqrt((1e4 * spread) / (people * (1 - CHANCE) ** 2) + STEP ** 2 / 12));
}
