import { RANDOM_LEVEL_PROBABILITY } from '#cohort';
import { seededNumbers } from '../../seeded-numbers.ts';
import { FAMILIES, type Family, history } from './histories.ts';
import { type Game, likelyOf, posteriorOf } from './posterior.ts';
import { tablesOf } from './tables.ts';

/**
 * The randomness of portraits: `on`, as the product has it; `off`, as it would be if everybody were counted
 * at their own level.
 */
export const GAMES: Readonly<Record<'on' | 'off', Game>> = {
	on: { tables: tablesOf(), chance: RANDOM_LEVEL_PROBABILITY },
	off: { tables: tablesOf(0, 0), chance: 0 },
};

/** The posterior probability above which the attacker counts as knowing somebody's level. */
export const SURE = 0.95;

/** What an attacker learned about people's levels from the portraits, over all histories of one family. */
export interface Told {
	readonly family: Family;
	histories: number;
	/** How many histories showed at least one figure. */
	shown: number;
	/**
	 * How many histories were left out of the counts that follow, because their exact posterior takes too
	 * many steps.
	 */
	tooLong: number;
	/** How many levels of people had their posterior computed. */
	levels: number;
	/**
	 * How many histories let the attacker know a level for certain (`certain`), and with a probability above
	 * 95 % (`sure`).
	 */
	certain: number;
	sure: number;
	/** How many levels were certain but false. Must be 0, or the inference itself is wrong. */
	wrong: number;
	/** The highest posterior of any level, for the attacker who saw the figures. */
	highest: number;
	/**
	 * The highest posterior of any level for an attacker told at which level each person is counted: no
	 * figure can reveal more.
	 */
	highestTold: number;
}

/**
 * How many steps the computation of an exact posterior may take; past that, only the upper bound
 * `highestTold` is known.
 */
const STEPS = 150_000;

/**
 * Plays `many` random histories, from a seed, and returns what those of each family revealed to the attacker.
 * Each history has a seed of its own, so that it can be replayed alone.
 */
export function play(seed: number, many: number, lots: 'on' | 'off', steps: number = STEPS): Told[] {
	const game = GAMES[lots];
	const told = FAMILIES.map((family): Told => ({
		family,
		histories: 0,
		shown: 0,
		tooLong: 0,
		levels: 0,
		certain: 0,
		sure: 0,
		wrong: 0,
		highest: 0,
		highestTold: 0,
	}));
	for (let number = 0; number < many; number += 1) {
		const family = FAMILIES[number % FAMILIES.length]!;
		const sum = told[number % FAMILIES.length]!;
		const one = history(seededNumbers(seed + number * 7919), family, lots);
		sum.histories += 1;
		if (one.seen.length > 0) sum.shown += 1;
		const slots = new Map<number, Set<number>>();
		for (const figure of one.seen)
			for (const [person, slot] of figure.slots)
				slots.set(person, (slots.get(person) ?? new Set()).add(slot));
		for (const [person, own] of slots) {
			const counted = [...own].map((slot) => one.counted[person]![slot]!);
			sum.highestTold = Math.max(sum.highestTold, ...likelyOf(game.tables, counted).levels.flat());
		}
		const posterior = posteriorOf(one.seen, game, steps);
		if (!posterior) {
			sum.tooLong += 1;
			continue;
		}
		let highest = 0;
		for (const [person, levels] of posterior)
			for (const [slot, each] of levels) {
				sum.levels += 1;
				const most = Math.max(...each);
				highest = Math.max(highest, most);
				if (most > 1 - 1e-9 && each.indexOf(most) !== one.levels[person]![slot]) sum.wrong += 1;
			}
		if (highest > 1 - 1e-9) sum.certain += 1;
		if (highest > SURE) sum.sure += 1;
		sum.highest = Math.max(sum.highest, highest);
	}
	return told;
}
