import type { Likely } from './tables.ts';

/**
 * What a figure counts of a person: one of the levels they had (`slot`), moved by one of their tables of lots
 * (`table`), of which the first shuffle was drawn with that of others or apart (`shuffle`).
 */
export interface Mark {
	readonly slot: number;
	readonly table: number;
	readonly shuffle: number;
}

const WIDE = 64;

/** A mark as one number, by which it is compared. */
export const packed = ({ slot, table, shuffle }: Mark): number => slot + WIDE * (table + WIDE * shuffle);

/** The level (its number) of a mark that `packed` made. */
export const slotOf = (mark: number): number => mark % WIDE;

/** How often chance shuffles a person's levels everywhere, then in a dimension, and how often it then redraws one. */
export interface Chances {
	readonly everywhere: number;
	readonly shuffled: number;
	readonly redrawn: number;
}

/**
 * Infers one person's levels from the levels (0 to 3) at which they were counted; `marks` says for each of
 * these counts which level of theirs it is, and by which lots. `known` gives those of their levels, by slot,
 * that the attacker knows.
 */
export type Infer = (marks: readonly number[], counted: readonly number[], known?: Known) => Likely;

/** The levels of one person that the attacker knows, by slot. */
export type Known = ReadonlyMap<number, number>;

const LEVELS = [0, 1, 2, 3] as const;
const ORDERS = LEVELS.flatMap((a) =>
	LEVELS.flatMap((b) => LEVELS.flatMap((c) => LEVELS.map((d) => [a, b, c, d]))),
).filter((order) => new Set(order).size === 4);

/** Numbers things in the order in which they are first met. */
function inOrder(): (thing: number) => number {
	const met = new Map<number, number>();
	return (thing) => {
		const found = met.get(thing) ?? met.size;
		met.set(thing, found);
		return found;
	};
}

/** A count of a person: the number of their level, and the level (0 to 3) at which it was counted. */
type Count = readonly [slot: number, counted: number];

/** How likely a table that shuffling put in this order counts these levels as it did. */
function tableChance(
	counts: readonly Count[],
	order: readonly number[],
	{ levels, redrawn }: { readonly levels: readonly number[]; readonly redrawn: number },
): number {
	const other = redrawn / 4;
	const seen: (number | undefined)[] = [];
	let chance = 1;
	for (const [slot, counted] of counts) {
		const level = levels[slot]!;
		const before = seen[level];
		if (before !== undefined && before !== counted) return 0;
		if (before === undefined) chance *= counted === order[level] ? 1 - redrawn + other : other;
		seen[level] = counted;
	}
	return chance;
}

/** How likely tables with one first shuffle count these levels as they did. */
function groupChance(
	tables: readonly (readonly Count[])[],
	levels: readonly number[],
	{ everywhere, shuffled, redrawn }: Chances,
): number {
	const each = tables.map((counts) => {
		const inOrderOf = (order: readonly number[]) => tableChance(counts, order, { levels, redrawn });
		const orders = everywhere + shuffled > 0 ? ORDERS.map(inOrderOf) : [];
		const any = orders.reduce((sum, one) => sum + one, 0) / ORDERS.length;
		return { own: inOrderOf(LEVELS), orders, any };
	});
	const moved = (chance: number, any: number) => (1 - shuffled) * chance + shuffled * any;
	const still = each.reduce((product, { own, any }) => product * moved(own, any), 1);
	if (everywhere === 0) return still;
	const sum = ORDERS.reduce(
		(total, _, at) => total + each.reduce((product, { orders, any }) => product * moved(orders[at]!, any), 1),
		0,
	);
	return (1 - everywhere) * still + (everywhere * sum) / ORDERS.length;
}

function infer(
	marks: readonly (readonly [slot: number, table: number, shuffle: number])[],
	counted: readonly number[],
	{ chances, known }: { readonly chances: Chances; readonly known: ReadonlyMap<number, number> },
): Likely {
	const slots = Math.max(...marks.map(([slot]) => slot)) + 1;
	const groups = Map.groupBy(marks.entries(), ([, [, , shuffle]]) => shuffle);
	const tables = [...groups.values()].map((group) =>
		[...Map.groupBy(group, ([, [, table]]) => table).values()].map((some) =>
			some.map(([at, [slot]]): Count => [slot, counted[at]!]),
		),
	);
	const sums = Array.from({ length: slots }, () => [0, 0, 0, 0]);
	let chance = 0;
	for (let cell = 0; cell < 4 ** slots; cell += 1) {
		const levels = Array.from({ length: slots }, (_, slot) => (cell >> (2 * slot)) & 3);
		if ([...known].some(([slot, level]) => levels[slot] !== level)) continue;
		let weight = 4 ** (known.size - slots);
		for (const group of tables) if (weight > 0) weight *= groupChance(group, levels, chances);
		if (weight === 0) continue;
		chance += weight;
		for (const [slot, level] of levels.entries()) sums[slot]![level]! += weight;
	}
	return {
		chance,
		levels: marks.map(([slot]) => sums[slot]!.map((sum) => (chance > 0 ? sum / chance : 0))),
	};
}

const NOTHING: Known = new Map();

/**
 * Makes the exact inference about one person, for lots drawn with these chances: their levels are independent
 * and each of the four is as likely, and counts of one level under one table are one draw. Results are kept,
 * the same for patterns that differ by the names of levels only.
 */
export function inferenceFor(chances: Chances): Infer {
	const kept = new Map<string, Likely>();
	return (marks, counted, known = NOTHING) => {
		const [slot, table, shuffle, level] = [inOrder(), inOrder(), inOrder(), inOrder()];
		const own = marks.map(
			(mark) =>
				[
					slot(slotOf(mark)),
					table(Math.floor(mark / WIDE)),
					shuffle(Math.floor(mark / WIDE / WIDE)),
				] as const,
		);
		const renamed = counted.map((one) => level(one));
		const met = new Set(marks.map(slotOf));
		const told = new Map(
			[...known].filter(([one]) => met.has(one)).map(([one, is]) => [slot(one), level(is)] as const),
		);
		const key = `${own.join(' ')} ${renamed.join('')} ${[...told].join(' ')}`;
		const found = kept.get(key) ?? infer(own, renamed, { chances, known: told });
		kept.set(key, found);
		const names = LEVELS.map((one) => level(one));
		return { chance: found.chance, levels: found.levels.map((each) => names.map((name) => each[name]!)) };
	};
}
