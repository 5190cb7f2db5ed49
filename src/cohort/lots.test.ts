import { describe, expect, test } from 'vitest';
import { PORTRAIT_LEVELS } from './levels.ts';
import {
	RANDOM_LEVEL_PROBABILITY,
	lotsFrom,
	NUMBERS_PER_DRAW,
	REDRAW_PROBABILITY,
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

describe('the lots of a person in a dimension', () => {
	test.each([
		['nothing drawn: each level at itself', [LAST, 0, ...own], 'sbia'],
		['just not shuffled', [SHUFFLE_PROBABILITY, 0.999, ...own], 'sbia'],
		['shuffled, the first order', [0, 0, ...own], 'sbia'],
		['just shuffled, the last order', [SHUFFLE_PROBABILITY - 1e-9, LAST, ...own], 'aibs'],
		['shuffled, the second order', [0, 1 / 24 + 1e-9, ...own], 'sbai'],
		['shuffled, the seventh', [0, 6 / 24 + 1e-9, ...own], 'bsia'],
		['shuffled, the twelfth', [0, 12 / 24 - 1e-9, ...own], 'bais'],
		['one level redrawn, lowest', [LAST, 0, LAST, 0, LAST, LAST], 'ssia'],
		['redrawn, second', [LAST, 0, REDRAW_PROBABILITY / 4, LAST, LAST, LAST], 'bbia'],
		['redrawn, third', [LAST, 0, LAST, LAST, LAST, REDRAW_PROBABILITY / 2], 'sbii'],
		['redrawn, highest', [LAST, 0, LAST, LAST, REDRAW_PROBABILITY - 1e-9, LAST], 'sbaa'],
		[
			'just not redrawn',
			[LAST, 0, REDRAW_PROBABILITY, REDRAW_PROBABILITY, REDRAW_PROBABILITY, REDRAW_PROBABILITY],
			'sbia',
		],
		['shuffled, then redrawn', [0, LAST, 0, LAST, LAST, LAST], 'sibs'],
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
		expect(RANDOM_LEVEL_PROBABILITY).toBeCloseTo(0.2456, 4);
	});
});
