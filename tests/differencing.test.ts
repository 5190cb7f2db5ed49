import { describe, expect, test } from 'vitest';
import {
	lotsFrom,
	NUMBERS_PER_DRAW,
	PORTRAIT_LEVELS,
	RANDOM_LEVEL_PROBABILITY,
	REDRAW_PROBABILITY,
	SHUFFLE_EVERYWHERE_PROBABILITY,
	SHUFFLE_PROBABILITY,
} from '#cohort';
import { seededNumbers } from './seeded-numbers.ts';
import { play, SURE, type Told } from './faults/differencing/drill.ts';
import { missed } from './faults/differencing/error.ts';
import { HAND_CASES } from './faults/differencing/hand-cases.ts';
import { inferenceFor, packed } from './faults/differencing/inference.ts';
import { mostLearned } from './faults/differencing/learning.ts';
import { posteriorOf, type Seen } from './faults/differencing/posterior.ts';
import { type ProtectionName, PROTECTIONS } from './faults/differencing/protections.ts';
import { gameWithout, invented, playOnRules } from './faults/differencing/rules.ts';
import { FAMILY_NAMES, writeScript } from './faults/differencing/script.ts';
import { openService, playOnService } from './faults/differencing/service.ts';
import { likely, tablesOf } from './faults/differencing/tables.ts';

/** How many histories it takes to find the leaks that are rare: the others are found in twelve. */
const SHORT: Partial<Record<ProtectionName, number>> = {
	'one draw for the three sources': 100,
	'one first shuffle for every dimension': 100,
	'the shuffle everywhere': 150,
	'the shuffle of a dimension': 100,
	'the redraw of a level': 60,
	'lots that last': 60,
};

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
		[1, 0.7975],
		[2, 0.826],
		[3, 0.8594],
		[4, 0.8993],
		[5, 0.8993],
	])('knowing nothing of them in the dimension, after %i of their levels: %f', (many, most) => {
		const found = surest(tables, many);
		expect(found).toBeLessThan(SURE);
		expect(found).toBeCloseTo(most, 3);
	});

	test('knowing one or two other levels of theirs there: still under 95 %', () => {
		expect(worst(tables, ONE_KNOWN)).toBeCloseTo(0.892, 3);
		expect(worst(tables, TWO_KNOWN)).toBeCloseTo(0.949, 3);
	});

	test('knowing all their levels in every other dimension: still under 95 %', () => {
		// The first shuffle is then known not to be: the others hold alone.
		const others = tablesOf(SHUFFLE_PROBABILITY);
		const found = [1, 2, 3, 4, 5].map((many) => surest(others, many));
		expect(Math.max(...found)).toBeLessThan(SURE);
		expect(Math.max(...found)).toBeCloseTo(0.948, 3);
	});

	test('knowing that they have one level in all twelve dimensions, seen at each: still under 95 %', () => {
		const infer = inferenceFor({
			everywhere: SHUFFLE_EVERYWHERE_PROBABILITY,
			shuffled: SHUFFLE_PROBABILITY,
			redrawn: REDRAW_PROBABILITY,
		});
		const sure = (dimensions: number, shuffle: (dimension: number) => number) => {
			const all = Array.from({ length: dimensions }, (_, table) =>
				packed({ slot: 0, table, shuffle: shuffle(table) }),
			);
			return infer(
				all,
				all.map(() => 2),
			).levels[0]![2]!;
		};
		const found = Array.from({ length: 12 }, (_, at) => sure(at + 1, () => 0));
		expect(found).toEqual(found.toSorted((one, other) => one - other));
		expect(found[11]).toBeLessThan(SURE);
		expect(found[11]).toBeCloseTo(1 - 0.75 * SHUFFLE_EVERYWHERE_PROBABILITY, 5);
		// Drawn apart in each dimension, two of them were enough.
		expect(sure(2, (dimension) => dimension)).toBeGreaterThan(SURE);
	});

	test('what decisions 31 and 85 say of simpler lots', () => {
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
	const [on, off] = [gameWithout(null), gameWithout('lots')];
	const mark = packed({ slot: 0, table: 0, shuffle: 0 });
	const seen = (
		shares: readonly number[],
		people: readonly number[],
		mine: readonly number[] = [0, 0, 0, 0],
	): Seen => ({ shares, slots: new Map(people.map((person) => [person, mark])), mine });
	const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
	const levelsOf = (person: number, posterior: ReturnType<typeof posteriorOf>) =>
		posterior?.get(person)?.get(mark)?.levels;

	test('of one figure is its shares, for each of its people', () => {
		const posterior = posteriorOf([seen([10, 20, 30, 40], ten)], off, 1e5);
		for (const person of ten)
			expect(levelsOf(person, posterior)?.map((one) => one.toFixed(6))).toEqual([
				'0.100000',
				'0.200000',
				'0.300000',
				'0.400000',
			]);
	});

	test('finds the one person two figures differ by, and the one beside nine accounts', () => {
		const differ = [seen([10, 20, 30, 40], ten), seen([10, 20, 35, 35], [...ten, 10])];
		expect(levelsOf(10, posteriorOf(differ, off, 1e6))?.[2]).toBeCloseTo(1, 9);
		const beside = posteriorOf([seen([0, 40, 50, 10], [3], [0, 4, 5, 0])], off, 1e5);
		expect(levelsOf(3, beside)).toEqual([0, 0, 0, 1]);
	});

	test('with lots, of one person beside accounts whose lots are known, is that of their count', () => {
		const counts = { infer: on.infer, chance: on.chance, rounded: false };
		const posterior = posteriorOf([seen([0, 0, 0, 10], [3], [0, 0, 0, 9])], counts, 1e5);
		expect(posterior?.get(3)?.get(mark)?.counted).toEqual([0, 0, 0, 1]);
		expect(levelsOf(3, posterior)?.[3]).toBeCloseTo(1 - 0.75 * RANDOM_LEVEL_PROBABILITY, 4);
	});

	test('takes what the attacker knows of somebody as given', () => {
		const counts = { infer: on.infer, chance: on.chance, rounded: false };
		const known = new Map([[3, new Map([[0, 1]])]]);
		const posterior = posteriorOf([seen([0, 0, 1, 1], [3, 4])], counts, 1e5, known);
		expect(posteriorOf([seen([0, 0, 1, 1], [3, 4], [0, 0, 0, 0])], counts, 1e5, known)).toEqual(posterior);
		expect(levelsOf(3, posterior)).toEqual([0, 1, 0, 0]);
		expect(levelsOf(4, posterior)?.[2]).toBeCloseTo(levelsOf(4, posterior)![3]!, 9);
	});

	test('gives up where it would take too many steps', () => {
		expect(posteriorOf([seen([10, 20, 30, 40], ten)], off, 10)).toBeUndefined();
	});
});

describe('attacks told by hand', () => {
	test.each(HAND_CASES)('$name', ({ script, target }) => {
		const [on, off] = ([null, 'lots'] as const).map((without) => {
			const history = playOnRules(script, invented(seededNumbers(92)), without);
			const posterior = posteriorOf(history.seen, gameWithout(without), 1e6);
			return { history, posterior };
		});
		if (target === null) {
			for (const one of [on!, off!]) expect(one.history.seen).toEqual([]);
			return;
		}
		const surestOf = (posterior: ReturnType<typeof posteriorOf>) =>
			Math.max(
				...[...posterior!.values()].flatMap((one) => [...one.values()].flatMap(({ levels }) => levels)),
			);
		const aimedAt = [...(off!.posterior!.get(target)?.values() ?? [])].map(({ levels }) => levels);
		// Without lots the attack succeeds; with them, it tells nobody's level.
		expect(Math.max(...aimedAt.flat())).toBeGreaterThan(SURE);
		expect(aimedAt.some((levels) => levels[script.people[target]!.levels[0]!]! > SURE)).toBe(true);
		expect(surestOf(on!.posterior)).toBeLessThan(SURE);
	});
});

describe('random histories on the rules themselves', () => {
	test('nobody is known above 95 %, in any family, and the attacker is neither too sure nor too shy', () => {
		const told = play(2026, 8 * FAMILY_NAMES.length, { steps: 6_000 });
		const total = (what: Exclude<keyof Told, 'family'>) => told.reduce((sum, one) => sum + one[what], 0);
		for (const one of told) {
			expect(one).toMatchObject({ histories: 8, sure: 0, certain: 0, wrong: 0, misread: 0, traces: 0 });
			expect(Math.max(one.highest, one.highestTold), one.family).toBeLessThan(SURE);
			expect(one.highest).toBeLessThanOrEqual(one.highestTold + 1e-9);
			if (one.family !== 'small') expect(one.shown, one.family).toBeGreaterThan(5);
		}
		expect(total('skewed')).toBeGreaterThan(0.3 * total('histories'));
		expect(total('acquainted')).toBeGreaterThan(5);
		expect(total('tooLong')).toBeLessThan(0.6 * total('histories'));
		expect(total('levels')).toBeGreaterThan(500);
		expect(total('read')).toBeGreaterThan(50);
		expect(total('highest') / told.length).toBeGreaterThan(0.7);
		expect(Math.abs(total('right') - total('expected'))).toBeLessThan(4 * Math.sqrt(total('expected')));
	});

	test.each(PROTECTIONS.filter(({ families }) => families.length > 0))(
		'without « $name », its leak is found',
		({ name, leak, families }) => {
			const many = SHORT[name] ?? 12;
			const playing = (without: ProtectionName | null) =>
				play(5, many * families.length, { off: without, families, steps: 4_000 });
			const off = playing(name);
			const sum = (told: readonly Told[], what: Exclude<keyof Told, 'family'>) =>
				told.reduce((total, one) => total + one[what], 0);
			expect([sum(off, 'wrong'), sum(off, 'misread')]).toEqual([0, 0]);
			if (leak === 'level') expect(sum(off, 'sure')).toBeGreaterThan(0);
			if (leak === 'trace') expect(sum(off, 'traces')).toBeGreaterThan(0);
			if (leak === 'count') expect(sum(off, 'read')).toBeGreaterThan(1.3 * sum(playing(null), 'read'));
		},
	);

	test('without « the largest share is 90 % », a large group that is all alike tells everybody’s level', () => {
		expect(mostLearned(1).most).toBeGreaterThan(SURE);
		expect(mostLearned().most).toBeLessThan(SURE);
	});

	test('every protection has a leak of its own to be found, and a name of its own', () => {
		const names = PROTECTIONS.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(PROTECTIONS.filter(({ families }) => families.length === 0).map(({ name }) => name)).toEqual([
			'the largest share is 90 %',
		]);
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

/** The families of the histories that the real service plays in a unit test. */
const SOME = ['ordinary', 'union', 'erasure', 'climb', 'move'] as const;

test('a real service shows exactly what the rules say, at every date and after every erasure', async () => {
	const service = openService();
	try {
		let figures = 0;
		for (const [at, family] of SOME.entries()) {
			const script = writeScript(seededNumbers(at + 3), family, { sources: ['said'] });
			const { screens, drawing } = await playOnService(service, script);
			expect(screens, family).toEqual(playOnRules(script, drawing).screens);
			figures += screens.reduce((sum, screen) => sum + Object.keys(screen).length, 0);
		}
		expect(figures).toBeGreaterThan(12);
	} finally {
		await service.close();
	}
});
