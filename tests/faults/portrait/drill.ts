import { CHANCE } from '#cohort';
import { chances } from './chances.ts';
import { FAMILIES, type Family, history } from './histories.ts';
import { type Game, likelyOf, posteriorOf } from './posterior.ts';
import { tablesOf } from './tables.ts';

/** The game as it is played, and as it would be without chance. */
export const GAMES: Readonly<Record<'on' | 'off', Game>> = {
	on: { tables: tablesOf(), chance: CHANCE },
	off: { tables: tablesOf(0, 0), chance: 0 },
};

/** Past this, somebody’s level is told. */
export const SURE = 0.95;

/** What so many histories of a family told. */
export interface Told {
	readonly family: Family;
	histories: number;
	/** Histories that showed anything. */
	shown: number;
	/** Histories too long for the exact posterior. */
	tooLong: number;
	/** Levels whose posterior was computed. */
	levels: number;
	/** Histories in which a level is known for certain, and above 95 %. */
	certain: number;
	sure: number;
	/** Certain ones that were wrong: none, or the inference itself is. */
	wrong: number;
	/** The highest posterior of any level, for somebody who saw the figures. */
	highest: number;
	/** The same for somebody who was told at which level every person was counted: no figure can tell more. */
	highestTold: number;
}

/** Steps of the exact posterior, at most: beyond, only what nobody could exceed is known. */
const STEPS = 150_000;

/** Plays histories, each from its own number, so that any can be played again. */
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
		const one = history(chances(seed + number * 7919), family, lots);
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
