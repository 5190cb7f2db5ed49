import { createSecretKey, type KeyObject } from 'node:crypto';
import {
	type FiguresAndCountedPeople,
	leastPeople,
	type Lots,
	lotsFrom,
	makePortrait,
	nextPortraitDate,
	PORTRAIT_LEVELS,
	type PortraitSource,
	RANDOM_LEVEL_PROBABILITY,
	REDRAW_PROBABILITY,
	type ShareForPortrait,
	SHARING_TEXT_VERSION,
	SHUFFLE_EVERYWHERE_PROBABILITY,
	SHUFFLE_PROBABILITY,
} from '#cohort';
import { lotNumbers } from '../../../src/cohort/server/lots-of.ts';
import { type Chances, inferenceFor, packed } from './inference.ts';
import type { Game, Seen } from './posterior.ts';
import type { ProtectionName } from './protections.ts';
import { placeOf, type Script } from './script.ts';

/** What an attacker who looked at everything, always, saw of a history. */
export interface History {
	readonly seen: readonly Seen[];
	/** For each person, at which level each thing that figures counted of them was counted. */
	readonly counted: ReadonlyMap<number, ReadonlyMap<number, number>>;
	/** How many figures stood on show, after an erasure, that counted the person erased. */
	readonly traces: number;
	/** What the pages of the cohorts show after each date and each erasure. */
	readonly screens: readonly Screen[];
}

/** The shares that the pages of all cohorts show at one moment, by cohort and place. */
export type Screen = Readonly<Record<string, readonly number[]>>;

/** Whose lots are drawn, by which secret: invented people and secrets, or those of a real service. */
export interface Drawing {
	readonly idOf: (who: number) => string;
	readonly secretOf: (which: number) => KeyObject;
}

/** People and secrets invented from random numbers. */
export function invented(next: () => number): Drawing {
	const secrets = new Map<number, KeyObject>();
	return {
		idOf: (who) => `p${who}`,
		secretOf: (which) => {
			const found =
				secrets.get(which) ??
				createSecretKey(Buffer.from(Array.from({ length: 32 }, () => Math.floor(next() * 256))));
			secrets.set(which, found);
			return found;
		},
	};
}

const NO_CHANCE: Chances = { everywhere: 0, shuffled: 0, redrawn: 0 };
/** How often the levels would be redrawn if chance decided in one count of ten. */
const TENTH = 0.1;

const chancesWithout = (off: ProtectionName | null): Chances => {
	if (off === 'lots') return NO_CHANCE;
	if (off === 'enough chance') return { ...NO_CHANCE, redrawn: TENTH };
	return {
		everywhere: off === 'the shuffle everywhere' ? 0 : SHUFFLE_EVERYWHERE_PROBABILITY,
		shuffled: off === 'the shuffle of a dimension' ? 0 : SHUFFLE_PROBABILITY,
		redrawn: off === 'the redraw of a level' ? 0 : REDRAW_PROBABILITY,
	};
};

const chanceOf = ({ everywhere, shuffled, redrawn }: Chances) =>
	1 - (1 - everywhere) * (1 - shuffled) * (1 - redrawn);

/** The rule as the attacker knows it, with one protection off. */
export function gameWithout(off: ProtectionName | null): Game {
	const chances = chancesWithout(off);
	return {
		infer: inferenceFor(chances),
		chance: off === null ? RANDOM_LEVEL_PROBABILITY : chanceOf(chances),
		rounded: off !== 'steps of 5',
	};
}

/** When, where and of what a count is made: what lots could wrongly depend on. */
interface Moment {
	readonly date: number;
	readonly institution: number;
	readonly source: number;
	readonly dimension: number;
}

/** Which secret draws the lots of a count: always the same one, unless a protection is off. */
function secretAt(off: ProtectionName | null, { date, institution, source, dimension }: Moment): number {
	if (off === 'lots that last') return date;
	if (off === 'one draw for the three sources') return source;
	if (off === 'one secret for the service') return institution;
	return off === 'one first shuffle for every dimension' ? dimension : 0;
}

const OWN = Object.fromEntries(PORTRAIT_LEVELS.map((level) => [level, level])) as Lots;

/** Draws lots by the product's own rule, weakened where a protection is off. */
function lotsWithout(off: ProtectionName | null, secret: KeyObject, person: string, slug: string): Lots {
	if (off === 'lots') return OWN;
	const [everywhere, first, here, second, ...each] = lotNumbers(secret, person, slug) as [
		...[number, number, number, number],
		...number[],
	];
	const weaker = off === 'enough chance';
	return lotsFrom([
		...[weaker || off === 'the shuffle everywhere' ? 1 : everywhere, first],
		...[weaker || off === 'the shuffle of a dimension' ? 1 : here, second],
		...each.map((one) =>
			off === 'the redraw of a level' ? 1 : weaker ? Math.min(1, (one * REDRAW_PROBABILITY) / TENTH) : one,
		),
	]);
}

/** A person while a history is played: what they have now, and where they are. */
type Now = ReadonlyMap<string, number>;

/**
 * Plays a history on the product's own rules, with one protection off, and returns what the attacker saw: every
 * portrait as soon as it is made, for as long as there are portraits. The attacker is every adviser together.
 */
export function playOnRules(
	script: Script,
	{ idOf, secretOf }: Drawing,
	off: ProtectionName | null = null,
): History {
	const least = off === 'enough people' ? 1 : leastPeople('teacher', script.threshold);
	const chance = gameWithout(off).chance;
	const now = new Map<number, Now>();
	let shares: (ShareForPortrait & { readonly who: number })[] = [];
	const onShow = new Map<number, FiguresAndCountedPeople>();
	const seen: Seen[] = [];
	const screens: Screen[] = [];
	const counted = new Map<number, Map<number, number>>();
	let [made, traces] = [0, 0];
	let date = '2026-12-01';
	let day = '2026-11-20';

	const momentOf = (cohort: number, source: PortraitSource, slug: string): Moment => ({
		date: made,
		institution: script.cohorts[cohort]!,
		source: script.sources.indexOf(source),
		dimension: script.dimensions.indexOf(slug),
	});
	/** What a figure counts of a person, and the level at which it does; undefined where they have none. */
	const countOf = (who: number, cohort: number, source: PortraitSource, slug: string) => {
		const slot = now.get(who)?.get(placeOf(source, slug));
		if (slot === undefined) return undefined;
		const secret = secretAt(off, momentOf(cohort, source, slug));
		const dimension = script.dimensions.indexOf(slug);
		const level = lotsWithout(off, secretOf(secret), idOf(who), slug)[
			PORTRAIT_LEVELS[script.people[who]!.levels[slot]!]!
		];
		return { level, mark: packed({ slot, table: off === 'lots' ? 0 : dimension, shuffle: secret }) };
	};
	const look = (cohort: number, { figures, counted: people }: FiguresAndCountedPeople) => {
		for (const source of script.sources)
			for (const slug of script.dimensions) {
				const name = placeOf(source, slug);
				const figure = figures[name];
				if (!figure) continue;
				const slots = new Map<number, number>();
				const [mine, all] = [
					[0, 0, 0, 0],
					[0, 0, 0, 0],
				];
				for (const [person, names] of people) {
					if (!names.includes(name)) continue;
					const who = Number(person.slice(1));
					const { level, mark } = countOf(who, cohort, source, slug)!;
					const at = PORTRAIT_LEVELS.indexOf(level);
					all[at]! += 1;
					if (script.people[who]!.mine) mine[at]! += 1;
					else {
						slots.set(who, mark);
						counted.set(who, (counted.get(who) ?? new Map<number, number>()).set(mark, at));
					}
				}
				const published = PORTRAIT_LEVELS.map((level) => figure.shares[level]);
				seen.push({ shares: off === 'steps of 5' ? all : published, slots, mine });
			}
	};
	const make = (cohort: number, joinedBefore: string) => {
		const there = new Set(shares.filter((one) => one.cohort === `c${cohort}`).map(({ person }) => person));
		const portrait = makePortrait({
			cohort: `c${cohort}`,
			joinedBefore,
			least,
			dimensions: script.dimensions,
			shares: shares.filter((one) =>
				off === 'one portrait for each person' ? one.cohort === `c${cohort}` : there.has(one.person),
			),
			countedLevelOf: (person, source, slug) =>
				script.sources.includes(source)
					? countOf(Number(person.slice(1)), cohort, source, slug)?.level
					: undefined,
			chance,
		});
		onShow.set(cohort, portrait);
		look(cohort, portrait);
	};
	const withdraw = (person: string) => {
		for (const [cohort, { figures, counted: people }] of onShow) {
			const names = people.get(person) ?? [];
			if (off === 'erasure withdraws figures') traces += names.filter((name) => name in figures).length;
			else {
				const stay = Object.entries(figures).filter(([name]) => !names.includes(name));
				onShow.set(cohort, { figures: Object.fromEntries(stay), counted: people });
			}
		}
	};
	const photograph = () => {
		const places = [...onShow].flatMap(([cohort, { figures }]) =>
			Object.entries(figures).map(
				([place, { shares: each }]) =>
					[`${cohort} ${place}`, PORTRAIT_LEVELS.map((level) => each[level])] as const,
			),
		);
		screens.push(Object.fromEntries(places));
	};
	for (const event of script.events) {
		const left =
			event.what === 'leave' || event.what === 'erase'
				? new Set(shares.filter(({ who }) => who === event.who).map(({ cohort }) => Number(cohort.slice(1))))
				: new Set<number>();
		if (event.what === 'assess') now.set(event.who, event.slots);
		if (event.what === 'leave' || event.what === 'join')
			shares = shares.filter(({ who, cohort }) => who !== event.who || cohort !== `c${event.cohort}`);
		if (event.what === 'join')
			shares.push({
				...{ who: event.who, person: `p${event.who}`, cohort: `c${event.cohort}`, joinedOn: day },
				...{ textVersion: SHARING_TEXT_VERSION, dimensions: new Set(script.dimensions), barred: false },
			});
		if (event.what === 'erase') {
			shares = shares.filter(({ who }) => who !== event.who);
			withdraw(`p${event.who}`);
			photograph();
		}
		if (event.what === 'date') {
			for (const cohort of script.cohorts.keys()) make(cohort, date);
			photograph();
			made += 1;
			day = date;
			date = nextPortraitDate(date);
		} else if (off === 'fixed dates' && made > 0) {
			for (const cohort of script.cohorts.keys()) make(cohort, '9999');
		} else if (off === 'leavers stay until the next date' && made > 0) {
			for (const cohort of left) make(cohort, day);
		}
	}
	return { seen, counted, traces, screens };
}
