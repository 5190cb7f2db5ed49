import {
	type CountedShare,
	type Figure,
	leastPeople,
	type Lots,
	lotsFrom,
	makePortrait,
	nextPortraitDate,
	NUMBERS_PER_DRAW,
	PORTRAIT_LEVELS,
	PORTRAIT_SOURCES,
	type PortraitSource,
	SHARING_TEXT,
} from '#cohort';
import type { Seen } from './posterior.ts';

const DIMENSION = 'collaboration';

/** How true levels are drawn: evenly, as in a school, or most at one level. */
export const SHAPES = ['uniform', 'school', 'peaked'] as const;
/** What happens between two dates. */
export const FAMILIES = ['ordinary', 'memory', 'union', 'fill', 'flip', 'erasure'] as const;
/** One of the families of histories. */
export type Family = (typeof FAMILIES)[number];

/** What somebody saw of one history, and what was true. */
export interface History {
	readonly family: Family;
	readonly seen: readonly Seen[];
	/** By honest person, at which level each of theirs was counted, by number. */
	readonly counted: readonly (readonly number[])[];
	/** By honest person, each of their levels (0 to 3), by number. */
	readonly levels: readonly (readonly number[])[];
	readonly events: number;
}

interface Person {
	readonly lots: Lots;
	readonly mine: boolean;
	/** Every level the person ever had, each with its number. */
	readonly levels: number[];
	/** By source, which of these stands now. */
	readonly now: Map<PortraitSource, number>;
	gone: boolean;
}

const OWN = Object.fromEntries(PORTRAIT_LEVELS.map((level) => [level, level])) as Lots;

/**
 * A random history on the rules themselves: people join and leave two to four cohorts, change level, delete their
 * account; dates pass; every portrait made is seen at once. Whoever sees them has 0 to 9 accounts. `lots` off: each at
 * their own level, as if chance never played.
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
	// The same level in every source, as somebody who compares them may take it to be: or each its own.
	const agree = next() < 0.5;
	const least = leastPeople('teacher', pick([10, 15]));
	const people: Person[] = [];
	const shares: (CountedShare & { readonly who: number })[] = [];
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
			textVersion: SHARING_TEXT,
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
				standing: (person, source) => {
					const one = people[Number(person.slice(1))]!;
					const number = one.now.get(source);
					return number === undefined ? null : PORTRAIT_LEVELS[one.levels[number]!];
				},
				lots: (person) => people[Number(person.slice(1))]!.lots,
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
	const countedAt = (one: Person, number: number) =>
		PORTRAIT_LEVELS.indexOf(one.lots[PORTRAIT_LEVELS[one.levels[number]!]!]);
	const seenOf = (
		figure: Figure,
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
			if (one.mine) mine[countedAt(one, number)]! += 1;
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
		// The same people again, with one more.
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
		// One’s own accounts change level when somebody has joined.
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
		counted: people.map((one) => one.levels.map((_, number) => countedAt(one, number))),
		events,
	};
}
