import {
	PORTRAIT_LEVELS,
	REDRAW_PROBABILITY,
	SHUFFLE_EVERYWHERE_PROBABILITY,
	SHUFFLE_PROBABILITY,
} from '#cohort';

/**
 * The lots that chance may give a person: for each true level (0 to 3), the level at which a portrait counts
 * it.
 */
export type Table = readonly number[];

/** The 256 possible tables of lots, each with its probability; those of probability 0 are left out. */
export type Tables = readonly { readonly table: Table; readonly chance: number }[];

const LEVELS = PORTRAIT_LEVELS.map((_, at) => at);
const everyTable = (): Table[] =>
	Array.from({ length: 256 }, (_, at) => [at & 3, (at >> 2) & 3, (at >> 4) & 3, (at >> 6) & 3]);
const orders = everyTable().filter((table) => new Set(table).size === 4);

/** How often a person's levels are shuffled in a dimension, whichever of the two shuffles it is. */
export const EITHER_SHUFFLE = 1 - (1 - SHUFFLE_EVERYWHERE_PROBABILITY) * (1 - SHUFFLE_PROBABILITY);

/**
 * Computes the probability of each table of lots when levels are first shuffled with probability `shuffled`,
 * and each is then redrawn with probability `redrawn`.
 */
export function tablesOf(shuffled: number = EITHER_SHUFFLE, redrawn: number = REDRAW_PROBABILITY): Tables {
	const other = redrawn / 4;
	const own = 1 - redrawn + other;
	const from = (order: Table, table: Table) =>
		LEVELS.reduce((chance, level) => chance * (table[level] === order[level] ? own : other), 1);
	return everyTable()
		.map((table) => ({
			table,
			chance:
				(1 - shuffled) * from(LEVELS, table) +
				orders.reduce((sum, order) => sum + (shuffled / orders.length) * from(order, table), 0),
		}))
		.filter(({ chance }) => chance > 0);
}

/** What can be inferred about one person's true levels from the levels at which they are counted. */
export interface Likely {
	/**
	 * The probability that the person is counted at the levels `counted`, and their known levels at those
	 * given with them.
	 */
	readonly chance: number;
	/** For each counted level, the posterior probability of each of the four true levels behind it. */
	readonly levels: readonly (readonly number[])[];
}

/**
 * Infers, by Bayes' rule, the true levels of a person from the levels at which they are counted. Each of the
 * levels `counted` comes from an unknown true level; these are independent and uniform (one in four each).
 * `known` lists true levels that are known, each with its counted level.
 */
export function likely(
	tables: Tables,
	counted: readonly number[],
	known: readonly (readonly [level: number, at: number])[] = [],
): Likely {
	let chance = 0;
	const sums = counted.map(() => [0, 0, 0, 0]);
	for (const { table, chance: prior } of tables) {
		if (known.some(([level, at]) => table[level] !== at)) continue;
		const sources = counted.map((at) => LEVELS.filter((level) => table[level] === at));
		const weight = sources.reduce((product, some) => product * (some.length / 4), prior);
		if (weight === 0) continue;
		chance += weight;
		for (const [slot, some] of sources.entries())
			for (const level of some) sums[slot]![level]! += weight / some.length;
	}
	return { chance, levels: sums.map((each) => each.map((sum) => (chance > 0 ? sum / chance : 0))) };
}
