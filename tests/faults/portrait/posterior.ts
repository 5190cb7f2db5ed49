import { makePortraitFigure, PORTRAIT_LEVELS } from '#cohort';
import { likely, type Likely, type Tables } from './tables.ts';

/**
 * A portrait's figure that the attacker saw: its shares, and whom it counts, each person at one of the levels
 * they have had.
 */
export interface Seen {
	readonly shares: readonly number[];
	/**
	 * For each honest person counted, the number of the level (of those they have had) that the figure
	 * counts.
	 */
	readonly slots: ReadonlyMap<number, number>;
	/**
	 * How many of the attacker's own accounts are counted at each level. In the worst case, taken here, the
	 * attacker also knows how chance moved them.
	 */
	readonly mine: readonly number[];
}

/**
 * The randomness of portraits, as the attacker knows it: the tables of lots with their probabilities, and the
 * probability that chance decides the level at which somebody is counted.
 */
export interface Game {
	readonly tables: Tables;
	readonly chance: number;
}

/**
 * What the attacker believes: by person, then by number of a level the person had, the probability that it is
 * each of the four levels (0 to 3).
 */
export type Posterior = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

const behind = new Map<string, ReadonlyMap<string, readonly (readonly number[])[]>>();

/**
 * Computes with the product's own rule, for a figure of `people` people, all counts by level that lead to
 * each published figure; by the figure's shares.
 */
function countsBehind(people: number, chance: number): ReadonlyMap<string, readonly (readonly number[])[]> {
	const key = `${people} ${chance}`;
	const known = behind.get(key);
	if (known) return known;
	const found = new Map<string, number[][]>();
	for (let a = 0; a <= people; a += 1)
		for (let b = 0; a + b <= people; b += 1)
			for (let c = 0; a + b + c <= people; c += 1) {
				const counts = [a, b, c, people - a - b - c];
				const levels = PORTRAIT_LEVELS.flatMap((level, at) =>
					new Array<typeof level>(counts[at]!).fill(level),
				);
				const figure = makePortraitFigure(levels, 1, chance)!;
				const shares = PORTRAIT_LEVELS.map((level) => figure.shares[level]).join(' ');
				found.set(shares, [...(found.get(shares) ?? []), counts]);
			}
	behind.set(key, found);
	return found;
}

/**
 * People whom the attacker cannot distinguish, because the same figures count them, at levels with the same
 * numbers.
 */
interface Atom {
	readonly people: readonly number[];
	/** The numbers of these people's levels that at least one figure counts. */
	readonly slots: readonly number[];
	/** For each figure that counts these people, the index in `slots` of the level that it counts. */
	readonly figures: readonly (readonly [figure: number, at: number])[];
}

/** One way in which the people of an atom may have been counted, and its probability weight. */
interface Move {
	readonly weight: number;
	/**
	 * How many people this way adds to the counts of the figures: four numbers per figure, one for each
	 * level.
	 */
	readonly adds: readonly number[];
	/**
	 * How many people of the atom are counted at each combination of levels (encoded in base 4, the first of
	 * the atom's `slots` lowest).
	 */
	readonly cells: readonly (readonly [cell: number, people: number])[];
}

const likelies = new WeakMap<Tables, Map<string, Likely>>();
/**
 * The inference about one person's true levels from the levels at which they are counted (`likely` in
 * tables.ts), memoized.
 */
export function likelyOf(tables: Tables, counted: readonly number[]): Likely {
	const known = likelies.get(tables) ?? new Map<string, Likely>();
	likelies.set(tables, known);
	const key = counted.join('');
	const found = known.get(key) ?? likely(tables, counted);
	known.set(key, found);
	return found;
}

const countedBy = (cell: number, slots: number): number[] =>
	Array.from({ length: slots }, (_, at) => (cell >> (2 * at)) & 3);

const factorials = [1];
const factorial = (n: number): number => {
	for (let at = factorials.length; at <= n; at += 1) factorials[at] = factorials[at - 1]! * at;
	return factorials[n]!;
};

/** Lists all ways in which the people of an atom may have been counted, when each has one counted level. */
function movesOfMany(atom: Atom, figures: number): Move[] {
	const many = atom.people.length;
	const moves: Move[] = [];
	for (let a = 0; a <= many; a += 1)
		for (let b = 0; a + b <= many; b += 1)
			for (let c = 0; a + b + c <= many; c += 1) {
				const counts = [a, b, c, many - a - b - c];
				const adds = Array.from({ length: 4 * figures }, () => 0);
				for (const [figure] of atom.figures) counts.forEach((n, level) => (adds[4 * figure + level] = n));
				moves.push({
					weight: factorial(many) / counts.reduce((product, n) => product * factorial(n), 1) / 4 ** many,
					adds,
					cells: counts.map((n, cell) => [cell, n] as const).filter(([, n]) => n > 0),
				});
			}
	return moves;
}

/**
 * Lists all ways in which the one person of an atom may have been counted, when they have several counted
 * levels.
 */
function movesOfOne(atom: Atom, figures: number, { tables }: Game): Move[] {
	const moves: Move[] = [];
	for (let cell = 0; cell < 4 ** atom.slots.length; cell += 1) {
		const counted = countedBy(cell, atom.slots.length);
		const { chance: weight } = likelyOf(tables, counted);
		if (weight === 0) continue;
		const adds = Array.from({ length: 4 * figures }, () => 0);
		for (const [figure, at] of atom.figures) adds[4 * figure + counted[at]!]! += 1;
		moves.push({ weight, adds, cells: [[cell, 1]] });
	}
	return moves;
}

/**
 * Removes duplicate figures: two that count the same levels of the same people carry the same information.
 */
function distinct(seen: readonly Seen[]): Seen[] {
	const found = new Map<string, Seen>();
	for (const one of seen) {
		const slots = [...one.slots].sort(([a], [b]) => a - b);
		found.set(`${slots.join(' ')} | ${one.mine.join(' ')}`, one);
	}
	return [...found.values()];
}

/**
 * Divides the people whom these figures count into atoms (people the attacker cannot distinguish), the
 * largest first.
 */
function atomsOf(seen: readonly Seen[]): Atom[] {
	const people = new Map<number, [figure: number, slot: number][]>();
	for (const [figure, { slots }] of seen.entries())
		for (const [person, slot] of slots) {
			const own = people.get(person) ?? [];
			people.set(person, own);
			own.push([figure, slot]);
		}
	const groups = Map.groupBy(people, ([, own]) => {
		const slots = [...new Set(own.map(([, slot]) => slot))];
		return own.map(([figure, slot]) => `${figure}:${slots.indexOf(slot)}`).join(' ');
	});
	return [...groups.values()]
		.flatMap((group) => {
			// People with several counted levels become atoms of one person: a larger atom could be counted
			// in too many ways.
			const alone = new Set(group[0]![1].map(([, slot]) => slot)).size > 1;
			return alone ? group.map((one) => [one]) : [group];
		})
		.map((group) => {
			const own = group[0]![1];
			const slots = [...new Set(own.map(([, slot]) => slot))];
			return {
				people: group.map(([person]) => person),
				slots,
				figures: own.map(([figure, slot]) => [figure, slots.indexOf(slot)] as const),
			};
		})
		.sort(
			(one, other) => other.people.length - one.people.length || other.figures.length - one.figures.length,
		);
}

/**
 * Groups figures that share people, directly or through other figures; figures of different groups are
 * independent.
 */
function connected(seen: readonly Seen[]): Seen[][] {
	const groups: { people: Set<number>; seen: Seen[] }[] = [];
	for (const one of seen) {
		const touching = groups.filter(({ people }) =>
			[...one.slots.keys()].some((person) => people.has(person)),
		);
		for (const group of touching) groups.splice(groups.indexOf(group), 1);
		groups.push({
			people: new Set([...touching.flatMap(({ people }) => [...people]), ...one.slots.keys()]),
			seen: [...touching.flatMap((group) => group.seen), one],
		});
	}
	return groups.map((group) => group.seen);
}

/** Lists the numbers of one person's levels that these figures count, in the order of the figures. */
function slotsOf(seen: readonly Seen[], person: number): number[] {
	return [...new Set(seen.flatMap(({ slots }) => (slots.has(person) ? [slots.get(person)!] : [])))];
}

/**
 * Computes exactly what an attacker can infer from all these figures: the posterior probability of each level
 * of each honest person. The attacker knows who is counted in each figure and everything about their own
 * accounts, and starts from a uniform prior over levels. Undefined if it would take more than `most` steps.
 */
export function posteriorOf(all: readonly Seen[], game: Game, most: number): Posterior | undefined {
	const posterior = new Map<number, Map<number, readonly number[]>>();
	for (const seen of connected(distinct(all))) {
		const atoms = atomsOf(seen);
		const targets = seen.map(({ shares, slots, mine }) =>
			(
				countsBehind(slots.size + mine.reduce((sum, n) => sum + n, 0), game.chance).get(shares.join(' ')) ??
				[]
			).map((counts) => counts.map((n, level) => n - (mine[level] ?? 0))),
		);
		const exact = targets.map((counts) => new Set(counts.map((one) => one.join(' '))));
		const bounds = targets.map((counts) =>
			[0, 1, 2, 3].map((level) => {
				const each = counts.map((one) => one[level]!);
				return [Math.min(...each), Math.max(...each)] as const;
			}),
		);
		// For each atom, how many people of each figure are in later atoms.
		const left = atoms.map((_, from) =>
			seen.map((__, figure) =>
				atoms
					.slice(from + 1)
					.reduce(
						(sum, atom) => sum + (atom.figures.some(([one]) => one === figure) ? atom.people.length : 0),
						0,
					),
			),
		);
		const stands = (state: readonly number[], step: number): boolean =>
			seen.every((_, figure) => {
				const rest = left[step]![figure]!;
				const counts = state.slice(4 * figure, 4 * figure + 4);
				if (rest === 0) return exact[figure]!.has(counts.join(' '));
				let lacking = 0;
				for (const [level, n] of counts.entries()) {
					const [fewest, greatest] = bounds[figure]![level]!;
					if (n > greatest) return false;
					lacking += Math.max(0, fewest - n);
				}
				return lacking <= rest;
			});
		let steps = 0;
		const start = Array.from({ length: 4 * seen.length }, () => 0);
		const layers = [new Map([[start.join(','), { state: start, weight: 1 }]])];
		const moves = atoms.map((atom) =>
			atom.slots.length === 1 ? movesOfMany(atom, seen.length) : movesOfOne(atom, seen.length, game),
		);
		for (const [step] of atoms.entries()) {
			const next: (typeof layers)[number] = new Map();
			for (const { state, weight } of layers[step]!.values())
				for (const move of moves[step]!) {
					steps += 1;
					if (steps > most) return undefined;
					const to = state.map((n, at) => n + move.adds[at]!);
					if (!stands(to, step)) continue;
					const key = to.join(',');
					const before = next.get(key);
					if (before) before.weight += weight * move.weight;
					else next.set(key, { state: to, weight: weight * move.weight });
				}
			layers.push(next);
		}
		let after = new Map([...layers.at(-1)!.keys()].map((key) => [key, 1]));
		for (let step = atoms.length - 1; step >= 0; step -= 1) {
			const atom = atoms[step]!;
			const before = new Map<string, number>();
			const cells = new Map<number, number>();
			for (const [key, { state, weight }] of layers[step]!) {
				let sum = 0;
				for (const move of moves[step]!) {
					const rest = after.get(state.map((n, at) => n + move.adds[at]!).join(','));
					if (rest === undefined) continue;
					const together = move.weight * rest;
					sum += together;
					for (const [cell, people] of move.cells)
						cells.set(cell, (cells.get(cell) ?? 0) + weight * together * people);
				}
				before.set(key, sum);
			}
			after = before;
			const total = [...cells.values()].reduce((sum, one) => sum + one, 0);
			const levels = atom.slots.map(() => [0, 0, 0, 0]);
			for (const [cell, weight] of cells)
				for (const [slot, each] of likelyOf(game.tables, countedBy(cell, atom.slots.length)).levels.entries())
					for (const [level, chance] of each.entries()) levels[slot]![level]! += (weight / total) * chance;
			for (const person of atom.people)
				posterior.set(person, new Map(slotsOf(seen, person).map((slot, at) => [slot, levels[at] ?? []])));
		}
	}
	return posterior;
}
