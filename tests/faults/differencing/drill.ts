import { seededNumbers } from '../../seeded-numbers.ts';
import { slotOf } from './inference.ts';
import { posteriorOf } from './posterior.ts';
import { PROTECTIONS, type ProtectionName } from './protections.ts';
import { gameWithout, type History, invented, playOnRules } from './rules.ts';
import { FAMILY_NAMES, type FamilyName, MOST_ACCOUNTS, type Script, writeScript } from './script.ts';

/** The posterior probability above which the attacker counts as knowing somebody's level. */
export const SURE = 0.95;

/** What an attacker learned from the portraits, over all histories of one family. */
export interface Told {
	readonly family: FamilyName;
	histories: number;
	/** How many histories showed at least one figure. */
	shown: number;
	/** How many figures were seen. */
	figures: number;
	/** How many histories had a group with one level mostly or only. */
	skewed: number;
	/** How many histories are left out of what follows, because their exact posterior takes too many steps. */
	tooLong: number;
	/** How many levels of people had their posterior computed. */
	levels: number;
	/** How many histories let the attacker know a level for certain, and with a probability above 95 %. */
	certain: number;
	sure: number;
	/** How many levels were certain but false. Must be 0, or the inference itself is wrong. */
	wrong: number;
	/** How many counts of people the attacker knows for certain: the level at which somebody was counted. */
	read: number;
	/** In how many histories the attacker knew levels of somebody in other dimensions. */
	acquainted: number;
	/** How many of those counts were false. Must be 0. */
	misread: number;
	/** How many figures stood on show that counted somebody erased. */
	traces: number;
	/** The highest posterior of any level, for the attacker who saw the figures. */
	highest: number;
	/** The same for an attacker told at which level each person is counted: no figure can reveal more. */
	highestTold: number;
	/**
	 * Where levels are as likely as the attacker believes: how often the likeliest level should be the true one,
	 * and how often it is.
	 */
	expected: number;
	right: number;
}

/** How many steps the computation of an exact posterior may take. */
const STEPS = 20_000;

const CERTAIN = 1 - 1e-9;
/** How many accounts count when those that the attacker invited do. */
const WITH_OWN = 14;

const nothing = (family: FamilyName): Told => ({
	...{ family, histories: 0, shown: 0, figures: 0, skewed: 0, tooLong: 0, levels: 0, certain: 0, sure: 0 },
	...{
		wrong: 0,
		read: 0,
		acquainted: 0,
		misread: 0,
		traces: 0,
		highest: 0,
		highestTold: 0,
		expected: 0,
		right: 0,
	},
});

/** How histories are played: with which protection off, of which kinds, in how many steps at most. */
export interface Playing {
	readonly off?: ProtectionName | null;
	readonly families?: readonly FamilyName[];
	readonly steps?: number;
}

/**
 * Plays `many` random histories on the rules, from a seed, and returns what those of each family told. Each
 * history has a seed of its own, so that it can be replayed alone.
 */
export function play(
	seed: number,
	many: number,
	{ off = null, families = FAMILY_NAMES, steps = STEPS }: Playing = {},
): Told[] {
	const game = gameWithout(off);
	const told = families.map(nothing);
	const mostAccounts = off === 'known accounts are few' ? WITH_OWN : MOST_ACCOUNTS;
	for (let number = 0; number < many; number += 1) {
		const sum = told[number % families.length]!;
		const next = seededNumbers(seed + number * 7919);
		const script = writeScript(next, sum.family, { mostAccounts });
		judge(script, playOnRules(script, invented(next), off), { sum, game, steps });
	}
	return told;
}

function judge(
	script: Script,
	history: History,
	{ sum, game, steps }: { sum: Told; game: ReturnType<typeof gameWithout>; steps: number },
): void {
	sum.histories += 1;
	sum.figures += history.seen.length;
	sum.traces += history.traces;
	if (history.seen.length > 0) sum.shown += 1;
	if (script.shape === 'peaked' || script.shape === 'alike') sum.skewed += 1;
	const known = new Map(
		script.people.flatMap((one, who) => (one.known.size > 0 ? [[who, one.known] as const] : [])),
	);
	if (known.size > 0) sum.acquainted += 1;
	for (const [who, own] of history.counted) {
		const marks = [...own.keys()];
		const { levels } = game.infer(marks, [...own.values()], known.get(who));
		for (const [at, each] of levels.entries())
			if (!known.get(who)?.has(slotOf(marks[at]!))) sum.highestTold = Math.max(sum.highestTold, ...each);
	}
	const posterior = posteriorOf(history.seen, game, steps, known);
	if (!posterior) {
		sum.tooLong += 1;
		return;
	}
	let highest = 0;
	for (const [person, beliefs] of posterior)
		for (const [mark, { levels, counted }] of beliefs) {
			if (known.get(person)?.has(slotOf(mark))) continue;
			sum.levels += 1;
			const most = Math.max(...levels);
			const truth = script.people[person]!.levels[slotOf(mark)]!;
			highest = Math.max(highest, most);
			if (most > CERTAIN && levels.indexOf(most) !== truth) sum.wrong += 1;
			if (script.shape === 'uniform') {
				sum.expected += most;
				if (levels.indexOf(most) === truth) sum.right += 1;
			}
			if (Math.max(...counted) < CERTAIN) continue;
			sum.read += 1;
			if (counted.findIndex((one) => one >= CERTAIN) !== history.counted.get(person)!.get(mark))
				sum.misread += 1;
		}
	if (highest > CERTAIN) sum.certain += 1;
	if (highest > SURE) sum.sure += 1;
	sum.highest = Math.max(sum.highest, highest);
}

/**
 * What switching one protection off told, and, where the leak is one of degree, what the same histories told with
 * every protection.
 */
export interface Pair {
	readonly name: ProtectionName;
	readonly off: readonly Told[];
	readonly on: readonly Told[];
}

/** Plays `many` histories of the families that attack each protection, with it and without it. */
export const playWithoutEach = (seed: number, many: number, steps: number = STEPS): Pair[] =>
	PROTECTIONS.filter(({ families }) => families.length > 0).map(({ name, leak, families }) => ({
		name,
		off: play(seed, many, { off: name, families, steps }),
		on: leak === 'count' ? play(seed, many, { families, steps }) : [],
	}));
