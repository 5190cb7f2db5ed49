import { PORTRAIT_SOURCES, type PortraitSource } from '#cohort';
import type { Known } from './inference.ts';

/** The distributions from which people's true levels are drawn: uniform, as in a school, mostly or all one level. */
export const SHAPES = ['uniform', 'school', 'peaked', 'alike'] as const;
/**
 * What the attacker knows of how one person's levels hang together, which is also true: nothing; each is the
 * same in the three sources of a dimension; it is the same in every dimension too.
 */
export const TIES = ['apart', 'sources', 'everywhere'] as const;

/** What happens in a history, one thing after the other. */
export type Event =
	| { readonly what: 'enter'; readonly who: number }
	| { readonly what: 'assess'; readonly who: number; readonly slots: ReadonlyMap<string, number> }
	| { readonly what: 'join' | 'leave'; readonly who: number; readonly cohort: number }
	| { readonly what: 'erase'; readonly who: number }
	| { readonly what: 'date' };

/** One history of cohorts, before it is played: its people with every level they have in turn, and what happens. */
export interface Script {
	readonly family: FamilyName;
	readonly shape: (typeof SHAPES)[number];
	readonly ties: (typeof TIES)[number];
	readonly sources: readonly PortraitSource[];
	readonly dimensions: readonly string[];
	/** The number of people that the institutions set for a figure. */
	readonly threshold: number;
	/** For each cohort, the number of its institution. */
	readonly cohorts: readonly number[];
	/** `mine`: an account of the attacker. `levels`: 0 to 3, by slot. `known`: those that the attacker knows. */
	readonly people: readonly {
		readonly mine: boolean;
		readonly levels: readonly number[];
		readonly known: Known;
	}[];
	readonly events: readonly Event[];
}

/** In which sources and dimensions a history shows figures, and how many accounts the attacker may have. */
interface Limits {
	readonly sources: readonly PortraitSource[];
	readonly mostAccounts: number;
}

const DIMENSIONS = ['collaboration', 'communication', 'problem-solving'] as const;

/** How many levels one person has in all, at most: the inference tries every way in which they may stand. */
const MOST_LEVELS = 6;

/** The name of what somebody says, shows or has observed in a dimension. */
export const placeOf = (source: PortraitSource, dimension: string): string => `${source}:${dimension}`;

/** Writes the events of one history: what families are made of. */
class Writer {
	readonly people: {
		mine: boolean;
		levels: number[];
		known: Map<number, number>;
		now: ReadonlyMap<string, number>;
		in: Set<number>;
	}[] = [];
	readonly events: Event[] = [];
	ties: Script['ties'];
	readonly shape: Script['shape'];
	sources: readonly PortraitSource[];
	dimensions: readonly string[];
	readonly threshold: number;
	readonly accounts: number;
	/** Whether the attacker knows the levels of some people in every dimension but the first. */
	acquainted: boolean;
	private readonly weights: readonly number[];
	private readonly next: () => number;

	constructor(next: () => number, { sources, mostAccounts }: Limits) {
		this.next = next;
		this.shape = this.pick(SHAPES);
		this.ties = this.pick(TIES);
		this.sources = sources.slice(0, this.pick([1, 1, 2, 3]));
		this.dimensions = DIMENSIONS.slice(0, this.pick([1, 1, 2, 3]));
		if (this.ties === 'apart') this.dimensions = this.dimensions.slice(0, this.sources.length > 2 ? 1 : 2);
		this.threshold = this.pick([10, 15]);
		this.acquainted = this.ties !== 'everywhere' && this.dimensions.length > 1 && this.chance(0.5);
		this.accounts = Math.min(this.whole(0, mostAccounts), this.threshold - 1);
		const peak = this.whole(0, 3);
		const height = this.shape === 'alike' ? 1 : 0.6 + 0.35 * this.next();
		this.weights = {
			uniform: [0.25, 0.25, 0.25, 0.25],
			school: [0.08, 0.28, 0.42, 0.22],
			peaked: [0, 1, 2, 3].map((level) => (level === peak ? height : (1 - height) / 3)),
			alike: [0, 1, 2, 3].map((level) => (level === peak ? 1 : 0)),
		}[this.shape];
	}

	whole(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	pick<T>(some: readonly T[]): T {
		return some[Math.floor(this.next() * some.length)]!;
	}

	chance(of: number): boolean {
		return this.next() < of;
	}

	private level(): number {
		let rest = this.next();
		return Math.max(
			0,
			this.weights.findIndex((weight) => (rest -= weight) < 0),
		);
	}

	/**
	 * Gives somebody new levels, if they have not had too many already: in every dimension, or in one, there at
	 * this level.
	 */
	assess(who: number, only?: { readonly dimension: string; readonly level: number }): void {
		const one = this.people[who]!;
		const slots = new Map(one.now);
		const tied = new Map<string, number>();
		const dimensions = only && this.ties !== 'everywhere' ? [only.dimension] : this.dimensions;
		for (const dimension of dimensions)
			for (const source of this.sources) {
				const key = { apart: placeOf(source, dimension), sources: dimension, everywhere: '' }[this.ties];
				const slot = tied.get(key) ?? one.levels.length + tied.size;
				tied.set(key, slot);
				slots.set(placeOf(source, dimension), slot);
			}
		if (one.levels.length + tied.size > MOST_LEVELS) return;
		one.levels.push(...Array.from(tied, () => only?.level ?? this.level()));
		one.now = slots;
		this.events.push({ what: 'assess', who, slots });
		if (!this.acquainted || one.mine || who % 2 === 1) return;
		for (const [place, slot] of slots)
			if (!place.endsWith(`:${this.dimensions[0]}`)) one.known.set(slot, one.levels[slot]!);
	}

	enter(mine = false): number {
		const who = this.people.push({ mine, levels: [], known: new Map(), now: new Map(), in: new Set() }) - 1;
		this.events.push({ what: 'enter', who });
		this.assess(who);
		return who;
	}

	join(who: number, cohort: number): void {
		this.people[who]!.in.add(cohort);
		this.events.push({ what: 'join', who, cohort });
	}

	leave(who: number, cohort: number): void {
		if (this.people[who]!.in.delete(cohort)) this.events.push({ what: 'leave', who, cohort });
	}

	/** Lets the attacker know some people in a second dimension, and nothing that ties it to the first. */
	acquaint(): void {
		this.ties = 'apart';
		this.sources = this.sources.slice(0, 1);
		this.dimensions = DIMENSIONS.slice(0, 2);
		this.acquainted = true;
	}

	/** Puts the first stranger at each level of the first dimension in turn, from any level on. */
	climb(): void {
		const who = this.honest().at(0);
		if (who === undefined) return;
		const { levels, now } = this.people[who]!;
		const at = now.get(placeOf(this.sources[0]!, this.dimensions[0]!));
		const level = at === undefined ? 0 : (levels[at]! + 1) % 4;
		this.assess(who, { dimension: this.dimensions[0]!, level });
	}

	erase(who: number): void {
		this.people[who]!.in.clear();
		this.events.push({ what: 'erase', who });
	}

	date(): void {
		this.events.push({ what: 'date' });
	}

	/** Everybody who is in some cohort; with `cohort`, in that one. */
	there(cohort?: number): number[] {
		return this.people.flatMap((one, who) =>
			(cohort === undefined ? one.in.size > 0 : one.in.has(cohort)) ? [who] : [],
		);
	}

	honest(cohort?: number): number[] {
		return this.there(cohort).filter((who) => !this.people[who]!.mine);
	}

	mine(): number[] {
		return this.there().filter((who) => this.people[who]!.mine);
	}

	/** Puts `honest` people and accounts of the attacker in a cohort. */
	gather(cohort: number, honest: number, accounts: number = this.accounts): void {
		for (let at = 0; at < honest; at += 1) this.join(this.enter(), cohort);
		for (let at = 0; at < accounts; at += 1) this.join(this.enter(true), cohort);
	}

	/** Puts in the first cohort all the accounts that the attacker may have, and as few people beside as can be. */
	fill(accounts: number): void {
		this.gather(0, Math.max(1, this.threshold - accounts), Math.min(accounts, this.threshold - 1));
	}
}

type Way = (writer: Writer, limits: Limits) => void;

/** Something that happens in every kind of history now and then. */
function comingOrGoing(one: Writer): void {
	const who = one.pick(one.honest());
	const what = one.whole(0, 9);
	if (what < 4 || who === undefined) one.join(one.enter(), one.whole(0, 2));
	else if (what < 6) one.leave(who, one.pick([...one.people[who]!.in]));
	else if (what < 7) one.join(who, one.whole(0, 2));
	else if (what < 8) one.erase(who);
	else one.assess(who);
}

/** The kinds of history: who gathers, then what happens between two dates. */
const FAMILIES = {
	/** Ordinary life of three cohorts. */
	ordinary: {
		first: (one) => one.gather(0, one.whole(one.threshold, one.threshold + 8)),
		then: (one) => {
			for (let at = one.whole(0, 4); at > 0; at -= 1) comingOrGoing(one);
		},
	},
	/** One comes or goes at a time. */
	comings: {
		first: (one) =>
			one.gather(0, one.whole(one.threshold + 1 - Math.min(one.accounts, 4), one.threshold + 6)),
		then: (one) => {
			const who = one.pick(one.honest());
			if (who === undefined || one.chance(0.4)) one.join(one.enter(), 0);
			else one.leave(who, 0);
		},
	},
	/** The same people join another cohort, with one more. */
	memory: {
		first: (one) => one.gather(0, one.threshold),
		then: (one) => {
			const to = one.whole(1, 2);
			for (const who of one.there()) one.join(who, to);
			one.join(one.enter(), to);
		},
	},
	/** A cohort for each school, and one for everybody with one more. */
	union: {
		first: (one) => {
			one.gather(0, one.threshold);
			one.gather(1, one.threshold, 0);
		},
		then: (one) => {
			const to = one.pick([2, 2, 0]);
			for (const who of one.there()) one.join(who, to);
			if (one.chance(0.7)) one.join(one.enter(), 2);
		},
	},
	/** The attacker's accounts leave as few strangers as can be in a cohort, one of whom changes. */
	fill: {
		first: (one, { mostAccounts }) => one.fill(mostAccounts),
		then: (one) => {
			const who = one.honest().at(-1);
			if (who !== undefined && one.chance(0.5)) one.leave(who, 0);
			one.join(one.enter(), 0);
		},
	},
	/** As few strangers as can be, the same at every date. */
	stay: {
		first: (one, { mostAccounts }) => one.fill(mostAccounts),
		then: (one) => one.mine().forEach((who) => one.assess(who)),
	},
	/** A stranger beside known people: they leave, and the difference is theirs. */
	'leave one': {
		first: (one) => one.gather(0, one.threshold + 1),
		then: (one) => {
			const who = one.honest().at(0);
			if (who !== undefined) one.leave(who, 0);
			one.join(one.enter(true), 0);
		},
	},
	/** A stranger among known accounts is at another level of the first dimension at each date. */
	climb: {
		first: (one, { mostAccounts }) => {
			if (one.chance(0.5)) one.acquaint();
			one.fill(mostAccounts);
		},
		then: (one) => one.climb(),
	},
	/** A few strangers and known accounts move to a cohort of another institution, and back. */
	move: {
		first: (one, { mostAccounts }) => one.fill(mostAccounts),
		then: (one) => {
			const to = one.there(3).length > 0 ? 0 : 3;
			for (const who of one.there()) {
				one.leave(who, 3 - to);
				one.join(who, to);
			}
		},
	},
	/** The attacker's accounts change level once somebody has joined. */
	flip: {
		first: (one) => one.gather(0, one.whole(one.threshold - 1, one.threshold + 8)),
		then: (one) => {
			one.join(one.enter(), 0);
			for (const who of one.mine()) one.assess(who);
		},
	},
	/** A cohort for each school, and everybody in another one from the start, with one more. */
	together: {
		first: (one) => {
			one.gather(0, one.threshold);
			one.gather(1, one.threshold, 0);
			for (const who of one.there()) one.join(who, 2);
			one.join(one.enter(), 2);
		},
		then: (one) => {
			if (one.chance(0.5)) one.join(one.enter(), 2);
		},
	},
	/** Several come and go between two dates. */
	turnover: {
		first: (one) => one.gather(0, one.threshold + 4),
		then: (one) => {
			for (let at = 3; at > 0; at -= 1) {
				const who = one.pick(one.honest(0));
				if (who !== undefined) one.leave(who, 0);
				one.join(one.enter(), 0);
			}
		},
	},
	/** Somebody deletes their account. */
	erasure: {
		first: (one) => one.gather(0, one.whole(one.threshold + 1, one.threshold + 8)),
		then: (one) => {
			const who = one.pick(one.honest());
			if (who !== undefined) one.erase(who);
			if (one.chance(0.3)) one.join(one.enter(), one.whole(0, 2));
		},
	},
	/** Cohorts of a few people. */
	small: {
		first: (one) => {
			for (const cohort of [0, 1, 2]) one.gather(cohort, one.whole(1, 6), one.whole(0, 2));
		},
		then: comingOrGoing,
	},
	/** Everybody has one level, and the group grows. */
	alike: {
		first: (one) => one.gather(0, one.whole(one.threshold, 60), one.whole(0, 2)),
		then: (one) => {
			for (let at = one.whole(0, 3); at > 0; at -= 1) one.join(one.enter(), 0);
		},
	},
} satisfies Record<string, { readonly first: Way; readonly then: Way }>;

/** The name of a kind of history. */
export type FamilyName = keyof typeof FAMILIES;
/** The names of the kinds of history. */
export const FAMILY_NAMES = Object.keys(FAMILIES) as readonly FamilyName[];

/** How many accounts an attacker has at most. */
export const MOST_ACCOUNTS = 9;

/** Writes one random history of a kind, from random numbers. */
export function writeScript(
	next: () => number,
	family: FamilyName,
	{ sources = PORTRAIT_SOURCES, mostAccounts = MOST_ACCOUNTS }: Partial<Limits> = {},
): Script {
	const limits = { sources, mostAccounts };
	const writer = new Writer(next, limits);
	const { first, then }: { readonly first: Way; readonly then: Way } = FAMILIES[family];
	first(writer, limits);
	writer.date();
	for (let dates = writer.whole(1, 4); dates > 0; dates -= 1) {
		then(writer, limits);
		if (writer.chance(0.15)) comingOrGoing(writer);
		writer.date();
	}
	const { shape, ties, dimensions, threshold, events } = writer;
	return {
		...{ family, shape, ties, dimensions, threshold, events, sources: writer.sources },
		cohorts: [0, 0, 0, 1],
		people: writer.people.map(({ mine, levels, known }) => ({ mine, levels, known })),
	};
}
