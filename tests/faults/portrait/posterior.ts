import { figureOf, PORTRAIT_LEVELS } from '#cohort';
import { likely, type Likely, type Tables } from './tables.ts';

/** A figure somebody saw: its shares, and everybody it counts, each with which of their levels. */
export interface Seen {
	readonly shares: readonly number[];
	/** By honest person, the number of the level that is counted. */
	readonly slots: ReadonlyMap<number, number>;
	/** How many of one's own accounts are counted at each level: the attacker is told even their lots. */
	readonly mine: readonly number[];
}

/** How chance plays: the tables of lots, and how often they decide. */
export interface Game {
	readonly tables: Tables;
	readonly chance: number;
}

/** How likely each level of a person is: by person, by number of the level, by level. */
export type Posterior = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

const behind = new Map<string, ReadonlyMap<string, readonly (readonly number[])[]>>();

/** For so many people, the counts behind each published figure, by its shares: what the rule itself gives of each. */
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
				const figure = figureOf(levels, 1, chance)!;
				const shares = PORTRAIT_LEVELS.map((level) => figure.shares[level]).join(' ');
				found.set(shares, [...(found.get(shares) ?? []), counts]);
			}
	behind.set(key, found);
	return found;
}

/** People who cannot be told apart: counted in the same figures, with the same of their levels. */
interface Atom {
	readonly people: readonly number[];
	/** The levels that are counted anywhere, by number. */
	readonly slots: readonly number[];
	/** By figure, which of `slots` it counts. */
	readonly figures: readonly (readonly [figure: number, at: number])[];
}

/** One way the people of an atom may be counted. */
interface Move {
	readonly weight: number;
	/** What it adds to each figure: four counts each, one after the other. */
	readonly adds: readonly number[];
	/** How many of the atom's people are counted so, by their counts (base 4, first slot lowest). */
	readonly cells: readonly (readonly [cell: number, people: number])[];
}

const likelies = new WeakMap<Tables, Map<string, Likely>>();
/** `likely`, remembered. */
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

/** The ways so many people with one level each may be counted, at once. */
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

/** The ways one person may be counted. */
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

/** Figures that count the very same levels of the same people say the same: one of them is enough. */
function distinct(seen: readonly Seen[]): Seen[] {
	const found = new Map<string, Seen>();
	for (const one of seen) {
		const slots = [...one.slots].sort(([a], [b]) => a - b);
		found.set(`${slots.join(' ')} | ${one.mine.join(' ')}`, one);
	}
	return [...found.values()];
}

/** The atoms of some figures, the largest first. */
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
			// With several levels each, one by one: together, they would be counted in too many ways.
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

/** Figures that share people, directly or through others, together; the rest tell nothing of each other. */
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

/** Levels of one person, by number, when all of their people share each other's slots' order. */
function slotsOf(seen: readonly Seen[], person: number): number[] {
	return [...new Set(seen.flatMap(({ slots }) => (slots.has(person) ? [slots.get(person)!] : [])))];
}

/**
 * How likely each level of each honest person is for somebody who saw these figures, knows who is counted in each and
 * whatever concerns their own accounts, and believed every level even: exactly, all figures together. Undefined when
 * more than `most` steps would be needed.
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
		// How many people of each figure are still to come after each atom.
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
