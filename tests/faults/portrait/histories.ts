import {
	type ShareForPortrait,
	type PortraitFigure,
	leastPeople,
	type Lots,
	lotsFrom,
	makePortrait,
	nextPortraitDate,
	NUMBERS_PER_DRAW,
	PORTRAIT_LEVELS,
	PORTRAIT_SOURCES,
	type PortraitSource,
	SHARING_TEXT_VERSION,
} from '#cohort';
import type { Seen } from './posterior.ts';

const DIMENSION = 'collaboration';

/**
 * The distributions from which people's true levels are drawn: uniform, as in a school, or mostly one level.
 */
export const SHAPES = ['uniform', 'school', 'peaked'] as const;
/** The kinds of history, by what happens to a cohort between two dates of its portrait. */
export const FAMILIES = ['ordinary', 'memory', 'union', 'fill', 'flip', 'erasure'] as const;
export type Family = (typeof FAMILIES)[number];

/** What the attacker saw of one history of cohorts, and the people's true levels. */
export interface History {
	readonly family: Family;
	readonly seen: readonly Seen[];
	/**
	 * For each honest person, and for each level they ever had: the level at which it was counted (0 to 3).
	 */
	readonly counted: readonly (readonly number[])[];
	/** For each honest person, the levels (0 to 3) that they ever had, in order. */
	readonly levels: readonly (readonly number[])[];
	readonly events: number;
}

interface Person {
	readonly lots: Lots;
	readonly mine: boolean;
	/** Every level that the person ever had, in order; a level's index is its number. */
	readonly levels: number[];
	/** For each source, the number of the person's current level. */
	readonly now: Map<PortraitSource, number>;
	gone: boolean;
}

const OWN = Object.fromEntries(PORTRAIT_LEVELS.map((level) => [level, level])) as Lots;

/**
 * Plays a random history of cohorts under the product's own rules: people join and leave two to four cohorts,
 * change level and delete their account; dates pass; the attacker sees every portrait at once and owns 0 to 9
 * accounts. With `lots` off, everybody is counted at their own level, as if there were no randomness.
 */
export function history(next: () => number, family: Family, lots: 'on' | 'off'): History {
	const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	const pick = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]!;
	const shape = pick(SHAPES);
	const peak = whole(0, 3);
	const height = 0.6 + 0.35 * next();
	const weights = {
		uniform: [0.25, 0.25, 0.25, 0.25],
		school: [0.08, 0.28, 0.42, 0.22],
		peaked: [0, 1, 2, 3].map((level) => (level === peak ? height : (1 - height) / 3)),
	}[shape];
	const level = () => {
		let rest = next();
		return Math.max(
			0,
			weights.findIndex((weight) => (rest -= weight) < 0),
		);
	};
	const sources = PORTRAIT_SOURCES.slice(0, pick([1, 1, 1, 2, 3]));
	// In half of the histories a person has the same level in every source, as an attacker who compares
	// sources may assume; in the other half, one for each.
	const agree = next() < 0.5;
	const least = leastPeople('teacher', pick([10, 15]));
	const people: Person[] = [];
	const shares: (ShareForPortrait & { readonly who: number })[] = [];
	let date = '2026-12-01';
	let day = '2026-11-20';
	let events = 0;

	const assess = (one: Person) => {
		const number = one.levels.push(level()) - 1;
		for (const [at, source] of sources.entries())
			one.now.set(source, at === 0 || agree ? number : (one.now.get(source) ?? one.levels.push(level()) - 1));
	};
	const enter = (mine: boolean): number => {
		const numbers = Array.from({ length: NUMBERS_PER_DRAW }, () => next());
		const one: Person = {
			lots: lots === 'on' ? lotsFrom(numbers) : OWN,
			mine,
			levels: [],
			now: new Map(),
			gone: false,
		};
		assess(one);
		return people.push(one) - 1;
	};
	const leave = (who: number, cohort?: number) => {
		events += 1;
		for (let at = shares.length - 1; at >= 0; at -= 1)
			if (shares[at]!.who === who && (cohort === undefined || shares[at]!.cohort === `c${cohort}`))
				shares.splice(at, 1);
	};
	const join = (who: number, cohort: number) => {
		leave(who, cohort);
		shares.push({
			who,
			person: `p${who}`,
			cohort: `c${cohort}`,
			joinedOn: day,
			textVersion: SHARING_TEXT_VERSION,
			dimensions: new Set([DIMENSION]),
			barred: false,
		});
	};
	const standing = () => [...new Set(shares.map(({ who }) => who))];
	const honest = () => standing().filter((who) => !people[who]!.mine);
	const erase = (who: number) => {
		leave(who);
		people[who]!.gone = true;
	};

	const cohorts = whole(2, 4);
	const accounts = family === 'fill' ? 9 : whole(0, 9);
	const first = family === 'fill' ? Math.max(1, least - 9) : whole(least - Math.min(accounts, 4), least + 8);
	for (let at = 0; at < first; at += 1) join(enter(false), 0);
	for (let at = 0; at < accounts; at += 1) join(enter(true), 0);
	if (family === 'union' || next() < 0.3)
		for (let at = whole(least, least + 6); at > 0; at -= 1) join(enter(false), 1);

	const seen: Seen[] = [];
	const pass = () => {
		for (let cohort = 0; cohort < cohorts; cohort += 1) {
			const there = new Set(shares.filter((one) => one.cohort === `c${cohort}`).map(({ person }) => person));
			const made = makePortrait({
				cohort: `c${cohort}`,
				joinedBefore: date,
				least,
				dimensions: [DIMENSION],
				shares: shares.filter(({ person }) => there.has(person)),
				countedLevelOf: (person, source) => {
					const one = people[Number(person.slice(1))]!;
					const number = one.now.get(source);
					return number === undefined ? undefined : one.lots[PORTRAIT_LEVELS[one.levels[number]!]!];
				},
				...(lots === 'off' ? { chance: 0 } : {}),
			});
			for (const source of sources) {
				const name = `${source}:${DIMENSION}`;
				const figure = made.figures[name];
				if (figure) seen.push(seenOf(figure, name, source, made.counted));
			}
		}
		day = date;
		date = nextPortraitDate(date);
	};
	const countedLevelOf = (one: Person, number: number) =>
		PORTRAIT_LEVELS.indexOf(one.lots[PORTRAIT_LEVELS[one.levels[number]!]!]);
	const seenOf = (
		figure: PortraitFigure,
		name: string,
		source: PortraitSource,
		counted: ReadonlyMap<string, readonly string[]>,
	): Seen => {
		const slots = new Map<number, number>();
		const mine = [0, 0, 0, 0];
		for (const [person, names] of counted) {
			if (!names.includes(name)) continue;
			const who = Number(person.slice(1));
			const one = people[who]!;
			const number = one.now.get(source)!;
			if (one.mine) mine[countedLevelOf(one, number)]! += 1;
			else slots.set(who, number);
		}
		return { shares: PORTRAIT_LEVELS.map((at) => figure.shares[at]), slots, mine };
	};

	const happens: Readonly<Record<Family, () => void>> = {
		ordinary: () => {
			for (let at = whole(0, 4); at > 0; at -= 1) {
				const who = pick(honest());
				const what = next();
				if (what < 0.35) join(enter(false), whole(0, cohorts - 1));
				else if (who === undefined) continue;
				else if (what < 0.6) leave(who, whole(0, cohorts - 1));
				else if (what < 0.75) join(who, whole(0, cohorts - 1));
				else if (what < 0.85) erase(who);
				else if (people[who]!.levels.length < 4) assess(people[who]!);
			}
		},
		// Family `memory`: the same people join another cohort, with one more person, so that the two
		// portraits differ by one.
		memory: () => {
			const to = whole(1, cohorts - 1);
			for (const who of standing()) join(who, to);
			join(enter(false), to);
		},
		union: () => {
			const to = cohorts - 1;
			for (const who of standing()) join(who, to);
			if (next() < 0.7) join(enter(false), to);
		},
		fill: () => {
			const [one] = honest().slice(-1);
			if (one !== undefined && next() < 0.5) leave(one);
			join(enter(false), 0);
		},
		// Family `flip`: once somebody has joined, the attacker's own accounts change level, to see the
		// portrait move.
		flip: () => {
			join(enter(false), 0);
			for (const one of people) if (one.mine) one.levels[one.now.get('said')!] = level();
		},
		erasure: () => {
			const who = pick(honest());
			if (who !== undefined) erase(who);
			if (next() < 0.3) join(enter(false), whole(0, cohorts - 1));
		},
	};
	pass();
	for (let dates = whole(1, 4); dates > 0; dates -= 1) {
		happens[family]();
		if (next() < 0.2) happens.ordinary();
		pass();
	}
	return {
		family,
		seen,
		levels: people.map(({ levels }) => levels),
		counted: people.map((one) => one.levels.map((_, number) => countedLevelOf(one, number))),
		events,
	};
}
