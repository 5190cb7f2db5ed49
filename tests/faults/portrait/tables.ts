import { PORTRAIT_LEVELS, REDRAWN, SHUFFLED } from '#cohort';

/** A table of lots as numbers: at which level (0 to 3) each level is counted. */
export type Table = readonly number[];

/** How likely each table is: all 256, those of probability 0 left out. */
export type Tables = readonly { readonly table: Table; readonly chance: number }[];

const LEVELS = PORTRAIT_LEVELS.map((_, at) => at);
const everyTable = (): Table[] =>
	Array.from({ length: 256 }, (_, at) => [at & 3, (at >> 2) & 3, (at >> 4) & 3, (at >> 6) & 3]);
const orders = everyTable().filter((table) => new Set(table).size === 4);

/** The chances of each table when levels are shuffled so often, then each redrawn so often. */
export function tablesOf(shuffled: number = SHUFFLED, redrawn: number = REDRAWN): Tables {
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

/** What levels a person may have been at, given the levels they were counted at. */
export interface Likely {
	/** How likely these counts were. */
	readonly chance: number;
	/** For each count, how likely each level is. */
	readonly levels: readonly (readonly number[])[];
}

/**
 * Bayes, exactly: one person, counted at `counted` for as many levels that are unknown and even (one in four each, and
 * apart), with one table; `known` are levels of theirs that are known, with where they are counted.
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
