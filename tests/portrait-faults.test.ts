import { describe, expect, test } from 'vitest';
import { lotsFrom, NUMBERS_PER_DRAW, PORTRAIT_LEVELS } from '#cohort';
import { seededNumbers } from './seeded-numbers.ts';
import { play, SURE } from './faults/portrait/drill.ts';
import { missed } from './faults/portrait/error.ts';
import { posteriorOf, type Seen } from './faults/portrait/posterior.ts';
import { likely, tablesOf } from './faults/portrait/tables.ts';

/**
 * How sure somebody can be at most of one of a person's `many` unknown levels in a dimension, when told at
 * which levels chance counted the person: the highest posterior probability, over all possible counted
 * levels. `known` are other levels of that person that they know, with the level counted for each.
 */
function surest(
	tables: ReturnType<typeof tablesOf>,
	many: number,
	known: readonly (readonly [number, number])[] = [],
) {
	const counts = Array.from({ length: 4 ** many }, (_, cell) =>
		Array.from({ length: many }, (__, at) => (cell >> (2 * at)) & 3),
	);
	return Math.max(...counts.flatMap((counted) => likely(tables, counted, known).levels.flat()));
}
const ONE_KNOWN = [0, 1].map((at) => [[0, at]] as const);
const TWO_KNOWN = [0, 1, 2].flatMap((one) =>
	[0, 1, 2].map(
		(two) =>
			[
				[0, one],
				[1, two],
			] as const,
	),
);
const worst = (
	tables: ReturnType<typeof tablesOf>,
	known: readonly (readonly (readonly [number, number])[])[],
) => Math.max(...known.map((some) => surest(tables, 1, some)));

describe('how sure anybody can be, told at which level a person is counted', () => {
	const tables = tablesOf();

	test.each([
		[1, 0.8158],
		[2, 0.8478],
		[3, 0.8857],
		[4, 0.9318],
		[5, 0.9318],
	])('knowing nothing of them in the dimension, after %i of their levels: %f', (many, most) => {
		const found = surest(tables, many);
		expect(found).toBeLessThan(SURE);
		expect(found).toBeCloseTo(most, 3);
	});

	test('knowing one or two other levels of theirs there: still under 95 %', () => {
		expect(worst(tables, ONE_KNOWN)).toBeCloseTo(0.892, 3);
		expect(worst(tables, TWO_KNOWN)).toBeCloseTo(0.947, 3);
	});

	test('what decision 31 says of simpler lots', () => {
		const [tenth, fifth] = [tablesOf(0, 0.1), tablesOf(0, 0.2)];
		const apart = (redrawn: number) => {
			const [own, other] = [1 - 0.75 * redrawn, redrawn / 4];
			return own ** 3 / (own ** 3 + 3 * other ** 3);
		};
		const found = [tenth, fifth].map((one) => [
			surest(one, 1),
			surest(one, 4),
			worst(one, ONE_KNOWN),
			worst(one, TWO_KNOWN),
		]);
		expect(found.map((row) => row.map((one) => one.toFixed(3)))).toEqual([
			['0.925', '0.998', '0.949', '0.974'],
			['0.850', '0.989', '0.895', '0.944'],
		]);
		expect([apart(0.1) > 0.9999, apart(0.2).toFixed(4)]).toEqual([true, '0.9994']);
	});

	test('the rule draws tables as often as the posterior supposes', () => {
		const next = seededNumbers(31);
		const many = 40_000;
		const found = new Map<string, number>();
		for (let at = 0; at < many; at += 1) {
			const lots = lotsFrom(Array.from({ length: NUMBERS_PER_DRAW }, () => next()));
			const key = PORTRAIT_LEVELS.map((level) => PORTRAIT_LEVELS.indexOf(lots[level])).join('');
			found.set(key, (found.get(key) ?? 0) + 1);
		}
		expect(tables).toHaveLength(256);
		expect(tables.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
		for (const { table, chance } of tables) {
			const expected = many * chance;
			const apart = Math.abs((found.get(table.join('')) ?? 0) - expected);
			expect(apart).toBeLessThan(6 * Math.sqrt(expected) + 6);
		}
	});
});

describe('the exact posterior', () => {
	const off = { tables: tablesOf(0, 0), chance: 0 };
	const slots = (...people: readonly number[]) => new Map(people.map((person) => [person, 0]));
	const seen = (
		shares: readonly number[],
		people: readonly number[],
		mine: readonly number[] = [0, 0, 0, 0],
	): Seen => ({
		shares,
		slots: slots(...people),
		mine,
	});
	const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

	test('of one figure is its shares, for each of its people', () => {
		const posterior = posteriorOf([seen([10, 20, 30, 40], ten)], off, 1e5)!;
		for (const person of ten)
			expect(
				posterior
					.get(person)
					?.get(0)
					?.map((one) => one.toFixed(6)),
			).toEqual(['0.100000', '0.200000', '0.300000', '0.400000']);
	});

	test('finds the one person two figures differ by, and the one beside nine accounts', () => {
		const differ = [seen([10, 20, 30, 40], ten), seen([10, 20, 35, 35], [...ten, 10])];
		expect(posteriorOf(differ, off, 1e6)!.get(10)!.get(0)![2]).toBeCloseTo(1, 9);
		const beside = posteriorOf([seen([0, 40, 50, 10], [3], [0, 4, 5, 0])], off, 1e5)!;
		expect(beside.get(3)!.get(0)).toEqual([0, 0, 0, 1]);
	});

	test('with lots, of one person beside accounts whose lots are known, is that of their count', () => {
		const tables = tablesOf();
		const [posterior] = [
			...posteriorOf([seen([0, 0, 0, 100], [3], [0, 0, 0, 9])], { tables, chance: 0 }, 1e5)!,
		];
		expect(posterior?.[1].get(0)?.[3]).toBeCloseTo(0.8158, 4);
	});

	test('gives up where it would take too many steps', () => {
		expect(posteriorOf([seen([10, 20, 30, 40], ten)], off, 10)).toBeUndefined();
	});
});

describe('random histories on the rules themselves', () => {
	test('with the lots, nobody is known above 95 %, in any family; most histories show figures', () => {
		const told = play(2026, 150, 'on', 15_000);
		for (const one of told) {
			expect(one).toMatchObject({ histories: 25, sure: 0, certain: 0, wrong: 0 });
			expect(one.shown).toBeGreaterThan(20);
			expect(one.tooLong).toBeLessThan(13);
			expect(one.levels).toBeGreaterThan(100);
			expect(Math.max(one.highest, one.highestTold)).toBeLessThan(SURE);
			expect(one.highest).toBeLessThanOrEqual(one.highestTold + 1e-9);
			expect(one.highest).toBeGreaterThan(0.5);
		}
	});

	test('without them, the leaks are found again, and every certain inference is right', () => {
		for (const one of play(2026, 48, 'off', 15_000)) {
			expect(one.certain, one.family).toBeGreaterThan(0);
			expect(one.wrong).toBe(0);
		}
	});

	test('the error told on the page is that of real groups', () => {
		for (const people of [15, 30, 100]) {
			const { twoInThree, told, mean } = missed(seededNumbers(7), people, 300);
			expect(twoInThree).toBeLessThanOrEqual(told);
			expect(twoInThree).toBeGreaterThan(told / 2);
			expect(mean).toBeLessThan(told);
		}
	});
});
