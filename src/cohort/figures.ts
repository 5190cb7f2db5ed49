import type { CohortAudience } from './cohort.ts';
import { PORTRAIT_LEVELS, type PortraitLevel } from './levels.ts';
import { RANDOM_LEVEL_PROBABILITY } from './lots.ts';

/**
 * How many people a figure of a portrait counts, as a range, so that the figure and the list of members
 * together do not give the exact number.
 */
export type PeopleBand = '10-29' | '30-99' | '100+';

/**
 * One figure of a cohort's portrait, for one source in one dimension: the share of people at each level, in
 * percent, in steps of 5 that add up to 100. 90 stands for 90 or more.
 */
export interface PortraitFigure {
	readonly band: PeopleBand;
	readonly shares: Readonly<Record<PortraitLevel, number>>;
}

/** The smallest number of people that a figure of a cohort of students may count, whatever is set. */
const LEAST_STUDENTS = 15;

/**
 * The smallest number of people that a figure of a cohort of teachers or staff may count, whatever is set.
 */
const LEAST_STAFF = 10;

/**
 * The smallest number of people that a figure of a cohort for this audience may count: the number that the
 * institution set (`threshold`), but at least 10, and at least 15 for students.
 */
export const leastPeople = (audience: CohortAudience, threshold: number): number =>
	Math.max(threshold, audience === 'student' ? LEAST_STUDENTS : LEAST_STAFF);

const LEAST_OF: Readonly<Record<PeopleBand, number>> = { '10-29': 10, '30-99': 30, '100+': 100 };

/** The range in which a number of people lies, as figures give it; the number must be 10 or more. */
export function peopleBandOf(people: number): PeopleBand {
	if (people < LEAST_OF['30-99']) return '10-29';
	return people < LEAST_OF['100+'] ? '30-99' : '100+';
}

/** How many steps make up 100 %: shares are rounded to twentieths (5 %). */
const STEPS = 20;
const STEP = 100 / STEPS;

/**
 * Rounds shares (0 to 1, adding up to 1) to percentages in steps of 5 that add up to 100: the largest
 * remainders are rounded up, the lower level first when equal.
 */
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

/**
 * Estimates the true share of a level (0 to 1) from its share after chance moved some people to other levels.
 */
const corrected = (share: number, chance: number): number =>
	Math.min(1, Math.max(0, (share - chance / PORTRAIT_LEVELS.length) / (1 - chance)));

/**
 * The largest share that a figure shows (0 to 1). A figure of hundreds of people that said 100 % would tell the
 * level of each of them, lots or not.
 */
export const LARGEST_SHARE = 0.9;

/**
 * Brings the share of a level that is above `largest` down to it. The others become the rest, in proportion to
 * their shares; if these are 0, to the people counted (`counts`); if nobody is, the neighbouring levels share it.
 */
function capped(
	shares: readonly number[],
	{ counts, largest }: { readonly counts: readonly number[]; readonly largest: number },
): readonly number[] {
	const top = shares.findIndex((share) => share > largest);
	if (top < 0) return shares;
	const neighbours = shares.map((_, at) => (Math.abs(at - top) === 1 ? 1 : 0));
	const sumOfOthers = (some: readonly number[]) =>
		some.reduce((sum, one, at) => sum + (at === top ? 0 : one), 0);
	const others = [shares, counts, neighbours].find((some) => sumOfOthers(some) > 0)!;
	const rest = (1 - largest) / sumOfOthers(others);
	return others.map((one, at) => (at === top ? largest : one * rest));
}

/**
 * Makes a portrait's figure from the levels at which people are counted, their lots already applied;
 * undefined for fewer than `least` people. Corrects the shares for how often chance decides. Only the fault
 * drill (`npm run faults`) passes another `chance`, or another `largest` share.
 */
export function makePortraitFigure(
	counted: readonly PortraitLevel[],
	least: number,
	chance: number = RANDOM_LEVEL_PROBABILITY,
	largest: number = LARGEST_SHARE,
): PortraitFigure | undefined {
	if (counted.length < least) return undefined;
	const counts = PORTRAIT_LEVELS.map((level) => counted.filter((one) => one === level).length);
	const each = counts.map((count) => corrected(count / counted.length, chance));
	const sum = each.reduce((total, share) => total + share, 0);
	const estimated = each.map((share) => share / sum);
	const shares = inSteps(capped(estimated, { counts, largest }));
	return {
		band: peopleBandOf(counted.length),
		shares: Object.fromEntries(
			PORTRAIT_LEVELS.map((level, at) => [level, shares[at]!]),
		) as PortraitFigure['shares'],
	};
}

/**
 * The usual error of a figure's percentage, in whole points, rounded up: two times in three the true value is
 * within it. Computed for the worst case, a percentage near 50 in the smallest group of the band (never under
 * `least`), from chance and rounding together. Of a share of 90, which may stand for more, it says nothing above.
 */
export function usualError(band: PeopleBand, least: number): number {
	const people = Math.max(LEAST_OF[band], least);
	const [own, other] = [1 - 0.75 * RANDOM_LEVEL_PROBABILITY, RANDOM_LEVEL_PROBABILITY / 4];
	const spread = (own * (1 - own) + other * (1 - other)) / 2;
	return Math.ceil(
		Math.sqrt((1e4 * spread) / (people * (1 - RANDOM_LEVEL_PROBABILITY) ** 2) + STEP ** 2 / 12),
	);
}
