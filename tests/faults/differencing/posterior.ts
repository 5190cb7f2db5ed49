import { makePortraitFigure, PORTRAIT_LEVELS } from '#cohort';
import type { Infer, Known } from './inference.ts';

/**
 * A portrait's figure that the attacker saw: its shares, and whom it counts, each person at one of the levels
 * they have had.
 */
export interface Seen {
	readonly shares: readonly number[];
	/**
	 * For each honest person counted, what the figure counts of them (`packed` in inference.ts).
	 */
	readonly slots: ReadonlyMap<number, number>;
	/**
	 * How many of the attacker's own accounts are counted at each level. In the worst case, taken here, the
	 * attacker also knows how chance moved them.
	 */
	readonly mine: readonly number[];
}

/**
 * The published rule, as the attacker knows it: what one person's counts tell of their levels, the probability
 * that chance decides the level at which somebody is counted, and whether shares are rounded (otherwise they
 * are the counts themselves).
 */
export interface Game {
	readonly infer: Infer;
	readonly chance: number;
	readonly rounded: boolean;
}

/** What the attacker believes of one thing that figures count of a person. */
export interface Belief {
	/** The probability that the person's level is each of the four (0 to 3). */
	readonly levels: readonly number[];
	/** The probability that chance moved it to each of the four. */
	readonly counted: readonly number[];
}

/** What the attacker believes: by person, then by what figures count of them. */
export type Posterior = ReadonlyMap<number, ReadonlyMap<number, Belief>>;

const behind = new Map<string, ReadonlyMap<string, readonly (readonly number[])[]>>();

/**
 * Computes with the product's own rule, for a figure of `people` people, all counts by level that lead to
 * each published figure; by the figure's shares.
 */
function countsBehind(
	people: number,
	{ chance, rounded }: Game,
): ReadonlyMap<string, readonly (readonly number[])[]> {
	const key = `${people} ${chance} ${rounded}`;
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
				const shares = (rounded ? PORTRAIT_LEVELS.map((level) => figure.shares[level]) : counts).join(' ');
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

const countedBy = (cell: number, slots: number): number[] =>
	Array.from({ length: slots }, (_, at) => (cell >> (2 * at)) & 3);

/** How many things that figures count of one person the exact computation takes; each is four times the ways. */
const MOST_MARKS = 5;

/**
 * Counts of figures that some of the people can make: the probability weight of the ways to make them, that of
 * the ways on from there to what was seen, and the moves of the next people with where they lead.
 */
interface Node {
	readonly state: readonly number[];
	weight: number;
	rest: number;
	readonly to: (readonly [Move, Node])[];
}

/** Counts of three levels as one number; that of the fourth follows from the number of people. */
const countsKey = (a: number, b: number, c: number): number => a + 1024 * (b + 1024 * c);

const NOBODY_KNOWN: ReadonlyMap<number, Known> = new Map();

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
function movesOfOne(atom: Atom, figures: number, infer: Infer, known?: Known): Move[] {
	const moves: Move[] = [];
	for (let cell = 0; cell < 4 ** atom.slots.length; cell += 1) {
		const counted = countedBy(cell, atom.slots.length);
		const { chance: weight } = infer(atom.slots, counted, known);
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
function atomsOf(seen: readonly Seen[], known: ReadonlyMap<number, Known>): Atom[] {
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
			// People with several counted levels, or of whom some are known, become atoms of one person: a
			// larger atom could be counted in too many ways.
			const alone =
				new Set(group[0]![1].map(([, slot]) => slot)).size > 1 || group.some(([who]) => known.has(who));
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
 * of each honest person, and of what it was counted at. The attacker knows who is counted in each figure and everything about their own
 * accounts, some levels of some people (`known`), and starts from a uniform prior over the others. Undefined if it would take more than `most` steps.
 */
export function posteriorOf(
	all: readonly Seen[],
	game: Game,
	most: number,
	known: ReadonlyMap<number, Known> = NOBODY_KNOWN,
): Posterior | undefined {
	const posterior = new Map<number, Map<number, Belief>>();
	for (const seen of connected(distinct(all))) {
		const atoms = atomsOf(seen, known);
		if (atoms.some((atom) => atom.slots.length > MOST_MARKS)) return undefined;
		const targets = seen.map(({ shares, slots, mine }) =>
			(countsBehind(slots.size + mine.reduce((sum, n) => sum + n, 0), game).get(shares.join(' ')) ?? []).map(
				(counts) => counts.map((n, level) => n - (mine[level] ?? 0)),
			),
		);
		const exact = targets.map((counts) => new Set(counts.map(([a, b, c]) => countsKey(a!, b!, c!))));
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
		const moves = atoms.map((atom) =>
			atom.slots.length === 1 && !known.has(atom.people[0]!)
				? movesOfMany(atom, seen.length)
				: movesOfOne(atom, seen.length, game.infer, known.get(atom.people[0]!)),
		);
		/** Whether a figure can still become what was seen, once a move of this step adds to its counts. */
		const stands = (state: readonly number[], adds: readonly number[], figure: number, step: number) => {
			const rest = left[step]![figure]!;
			const from = 4 * figure;
			if (rest === 0)
				return exact[figure]!.has(
					countsKey(
						state[from]! + adds[from]!,
						state[from + 1]! + adds[from + 1]!,
						state[from + 2]! + adds[from + 2]!,
					),
				);
			let lacking = 0;
			for (let level = 0; level < 4; level += 1) {
				const n = state[from + level]! + adds[from + level]!;
				const [fewest, greatest] = bounds[figure]![level]!;
				if (n > greatest) return false;
				if (n < fewest) lacking += fewest - n;
			}
			return lacking <= rest;
		};
		let steps = 0;
		const start: Node = {
			state: Array.from({ length: 4 * seen.length }, () => 0),
			weight: 1,
			rest: 0,
			to: [],
		};
		const layers: Node[][] = [[start]];
		for (const [step, atom] of atoms.entries()) {
			const figures = [...new Set(atom.figures.map(([figure]) => figure))];
			const next = new Map<string, Node>();
			for (const node of layers[step]!)
				for (const move of moves[step]!) {
					steps += 1;
					if (steps > most) return undefined;
					if (!figures.every((figure) => stands(node.state, move.adds, figure, step))) continue;
					const state = node.state.map((n, at) => n + move.adds[at]!);
					const key = String.fromCharCode(...state);
					let found = next.get(key);
					if (found) found.weight += node.weight * move.weight;
					else next.set(key, (found = { state, weight: node.weight * move.weight, rest: 0, to: [] }));
					node.to.push([move, found]);
				}
			layers.push([...next.values()]);
		}
		for (const node of layers.at(-1)!) node.rest = 1;
		for (let step = atoms.length - 1; step >= 0; step -= 1) {
			const atom = atoms[step]!;
			const cells = new Map<number, number>();
			for (const node of layers[step]!)
				for (const [move, found] of node.to) {
					const together = move.weight * found.rest;
					node.rest += together;
					for (const [cell, people] of move.cells)
						cells.set(cell, (cells.get(cell) ?? 0) + node.weight * together * people);
				}
			const total = [...cells.values()].reduce((sum, one) => sum + one, 0);
			const beliefs = atom.slots.map(() => ({ levels: [0, 0, 0, 0], counted: [0, 0, 0, 0] }));
			for (const [cell, weight] of cells) {
				const counted = countedBy(cell, atom.slots.length);
				const likely = game.infer(atom.slots, counted, known.get(atom.people[0]!));
				for (const [at, belief] of beliefs.entries()) {
					belief.counted[counted[at]!]! += weight / total;
					for (const [level, chance] of likely.levels[at]!.entries())
						belief.levels[level]! += (weight / total) * chance;
				}
			}
			for (const person of atom.people)
				posterior.set(person, new Map(slotsOf(seen, person).map((slot, at) => [slot, beliefs[at]!])));
		}
	}
	return posterior;
}
