import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { peopleBandOf, makePortraitFigure, leastPeople, usualError } from './figures.ts';
import { PORTRAIT_LEVELS, type PortraitLevel } from './levels.ts';
import { RANDOM_LEVEL_PROBABILITY } from './lots.ts';

/** The levels of a group with this many people at each level, lowest level first. */
const group = (...counts: readonly number[]): PortraitLevel[] =>
	PORTRAIT_LEVELS.flatMap((level, at) => Array.from({ length: counts[at] ?? 0 }, () => level));
const sharesOf = (counted: readonly PortraitLevel[], chance?: number) =>
	PORTRAIT_LEVELS.map((level) => makePortraitFigure(counted, 1, chance)?.shares[level]);

describe('how many people a figure needs', () => {
	test.each([
		['teacher', 5, 10],
		['teacher', 9, 10],
		['teacher', 10, 10],
		['teacher', 11, 11],
		['teacher', 15, 15],
		['teacher', 20, 20],
		['student', 5, 15],
		['student', 10, 15],
		['student', 14, 15],
		['student', 15, 15],
		['student', 16, 16],
	] as const)('%s, where the institution decided %i: %i', (audience, decided, least) => {
		expect(leastPeople(audience, decided)).toBe(least);
	});

	test.each([
		[5, 10, false],
		[9, 10, false],
		[10, 10, true],
		[14, 15, false],
		[15, 15, true],
		[16, 15, true],
		[0, 15, false],
	])('%i people where %i are needed: shown %s', (people, least, shown) => {
		expect(makePortraitFigure(group(people), least) !== undefined).toBe(shown);
	});

	test.each([
		[10, '10-29'],
		[14, '10-29'],
		[15, '10-29'],
		[19, '10-29'],
		[20, '10-29'],
		[29, '10-29'],
		[30, '30-99'],
		[49, '30-99'],
		[50, '30-99'],
		[60, '30-99'],
		[99, '30-99'],
		[100, '100+'],
		[5000, '100+'],
	] as const)('%i people are told as %s', (people, band) => {
		expect(peopleBandOf(people)).toBe(band);
		expect(makePortraitFigure(group(people), 10)?.band).toBe(band);
	});
});

describe('the shares of a figure', () => {
	test.each([
		['halves', [10, 10, 0, 0], [50, 50, 0, 0]],
		['quarters', [5, 5, 5, 5], [25, 25, 25, 25]],
		['thirds: the first remainder goes up', [5, 5, 5, 0], [35, 35, 30, 0]],
		['the largest remainder goes up', [6, 7, 0, 0], [45, 55, 0, 0]],
		['two remainders', [2, 4, 9, 7], [10, 20, 40, 30]],
		['one in a hundred', [1, 99, 0, 0], [10, 90, 0, 0]],
		['three in a hundred', [3, 97, 0, 0], [10, 90, 0, 0]],
		['everybody, of whom the neighbours take the rest', [0, 0, 0, 15], [0, 0, 10, 90]],
		['everybody in the middle', [0, 15, 0, 0], [5, 90, 5, 0]],
		['exactly ninety', [0, 2, 18, 0], [0, 10, 90, 0]],
		['others in proportion', [1, 1, 0, 58], [5, 5, 0, 90]],
		['the larger remainder, not the larger share', [208, 49, 143, 0], [50, 15, 35, 0]],
	])('without chance, rounded to 5 and to 100 in all: %s', (_name, counts, shares) => {
		expect(sharesOf(group(...counts), 0)).toEqual(shares);
	});

	test.each([
		// A share of one half is corrected to (0.5 − 0.0675) / 0.73 before the total is scaled to 100; a
		// share below what chance alone produces is corrected to 0.
		['half and half', [10, 10, 0, 0], [50, 50, 0, 0]],
		['what chance alone makes is taken off', [1, 1, 1, 17], [5, 5, 0, 90]],
		['a level above its part of chance', [4, 0, 0, 16], [15, 0, 0, 85]],
		['even', [5, 5, 5, 5], [25, 25, 25, 25]],
		['nobody counts for more than everybody', [35, 5, 0, 0], [90, 10, 0, 0]],
		['stretched away from a quarter', [6, 4, 10, 0], [30, 15, 55, 0]],
	])('with it, corrected: %s', (_name, counts, shares) => {
		expect(sharesOf(group(...counts))).toEqual(shares);
	});

	test('correct exactly what chance does to a large group', () => {
		const truth = [0.1, 0.3, 0.4, 0.2];
		const expected = truth.map((share) =>
			Math.round((share * (1 - RANDOM_LEVEL_PROBABILITY) + RANDOM_LEVEL_PROBABILITY / 4) * 1e4),
		);
		expect(sharesOf(group(...expected))).toEqual([10, 30, 40, 20]);
	});

	test('add up to 100 in steps of 5, whatever the group of 5 to 60; most are shown', () => {
		const sizes = new Set<number>();
		always(
			{ shown: 300, hidden: 30, 'a share above half': 20 },
			(met) =>
				fc.property(
					fc.array(fc.nat({ max: 99 }), { minLength: 5, maxLength: 60, size: 'max' }),
					fc.constantFrom([25, 50, 75], [8, 36, 78], [5, 85, 95]),
					fc.boolean(),
					(people, [low = 0, middle = 0, high = 0], chance) => {
						const counted = people.map(
							(one) => PORTRAIT_LEVELS[one < low ? 0 : one < middle ? 1 : one < high ? 2 : 3],
						);
						const figure = makePortraitFigure(counted, 15, chance ? RANDOM_LEVEL_PROBABILITY : 0);
						sizes.add(counted.length);
						if (counted.length < 15) {
							met('hidden');
							return figure === undefined;
						}
						met('shown');
						const shares = PORTRAIT_LEVELS.map((level) => figure!.shares[level]);
						met(
							'a share above half',
							shares.some((share) => share > 50),
						);
						const order = PORTRAIT_LEVELS.map((level) => counted.filter((one) => one === level).length);
						for (const [one, many] of order.entries())
							for (const [other, few] of order.entries())
								if (many > few) expect(shares[one]).toBeGreaterThanOrEqual(shares[other]!);
						expect(shares.every((share) => share >= 0 && share % 5 === 0)).toBe(true);
						return shares.reduce((sum, share) => sum + share, 0) === 100;
					},
				),
			{ numRuns: 500 },
		);
		expect(sizes.size).toBeGreaterThan(40);
	});
});

describe('the usual error', () => {
	test.each([
		['10-29', 10, 15],
		['10-29', 15, 12],
		['10-29', 20, 11],
		['30-99', 15, 9],
		['30-99', 60, 7],
		['100+', 15, 5],
		// For so many people, the error of rounding to steps of 5 changes the result.
		['100+', 260, 4],
	] as const)('of %s people where %i are needed: %i points', (band, least, points) => {
		expect(usualError(band, least)).toBe(points);
	});
});
