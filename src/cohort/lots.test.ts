import { describe, expect, test } from 'vitest';
import { PORTRAIT_LEVELS } from './levels.ts';
import {
	RANDOM_LEVEL_PROBABILITY,
	lotsFrom,
	NUMBERS_PER_DRAW,
	REDRAW_PROBABILITY,
	SHUFFLE_EVERYWHERE_PROBABILITY,
	SHUFFLE_PROBABILITY,
} from './lots.ts';

/**
 * A person's lots as four letters: the first letter of the level at which each level is counted, lowest
 * first.
 */
const letters = (numbers: readonly number[]) => {
	const lots = lotsFrom(numbers);
	return PORTRAIT_LEVELS.map((level) => lots[level][0]).join('');
};
const LAST = 1 - 2 ** -32;
const own = [LAST, LAST, LAST, LAST];
const still = [LAST, 0];

describe('the lots of a person in a dimension', () => {
	test.each([
		['nothing drawn: each level at itself', [...still, ...still, ...own], 'sbia'],
		['just not shuffled here', [...still, SHUFFLE_PROBABILITY, 0.999, ...own], 'sbia'],
		['just not shuffled everywhere', [SHUFFLE_EVERYWHERE_PROBABILITY, 0.999, ...still, ...own], 'sbia'],
		['shuffled here, the first order', [...still, 0, 0, ...own], 'sbia'],
		['just shuffled here, the last order', [...still, SHUFFLE_PROBABILITY - 1e-9, LAST, ...own], 'aibs'],
		['just shuffled everywhere', [SHUFFLE_EVERYWHERE_PROBABILITY - 1e-9, LAST, ...still, ...own], 'aibs'],
		['shuffled, the second order', [...still, 0, 1 / 24 + 1e-9, ...own], 'sbai'],
		['shuffled, the seventh', [...still, 0, 6 / 24 + 1e-9, ...own], 'bsia'],
		['shuffled, the twelfth', [...still, 0, 12 / 24 - 1e-9, ...own], 'bais'],
		['shuffled everywhere, the ninth', [0, 8 / 24 + 1e-9, ...still, ...own], 'bisa'],
		['shuffled everywhere, then here', [0, 8 / 24 + 1e-9, 0, 6 / 24 + 1e-9, ...own], 'siba'],
		['shuffled here twice over is back', [0, LAST, 0, LAST, ...own], 'sbia'],
		['one level redrawn, lowest', [...still, ...still, LAST, 0, LAST, LAST], 'ssia'],
		['redrawn, second', [...still, ...still, REDRAW_PROBABILITY / 4, LAST, LAST, LAST], 'bbia'],
		['redrawn, third', [...still, ...still, LAST, LAST, LAST, REDRAW_PROBABILITY / 2], 'sbii'],
		['redrawn, highest', [...still, ...still, LAST, LAST, REDRAW_PROBABILITY - 1e-9, LAST], 'sbaa'],
		['just not redrawn', [...still, ...still, ...PORTRAIT_LEVELS.map(() => REDRAW_PROBABILITY)], 'sbia'],
		['shuffled, then redrawn', [...still, 0, LAST, 0, LAST, LAST, LAST], 'sibs'],
	])('%s', (_name, numbers, expected) => {
		expect(numbers).toHaveLength(NUMBERS_PER_DRAW);
		expect(letters(numbers)).toBe(expected);
	});

	test('every order of the four levels takes the same share of the numbers', () => {
		const orders = Map.groupBy(
			Array.from({ length: 2400 }, (_, at) => letters([0, (at + 0.5) / 2400, ...own])),
			(order) => order,
		);
		expect(orders.size).toBe(24);
		expect(new Set([...orders.values()].map((some) => some.length))).toEqual(new Set([100]));
	});

	test('chance decides for a quarter of the counts or so', () => {
		expect(RANDOM_LEVEL_PROBABILITY).toBeCloseTo(0.27, 4);
	});
});
