import type { PortraitSource } from '#cohort';
import type { Event, Script } from './script.ts';
import { placeOf } from './script.ts';

const DIMENSION = 'collaboration';
const LETTERS = 'sbia';

/** One attack told by hand: what happens, and whom it is aimed at. */
export interface HandCase {
	readonly name: string;
	readonly script: Script;
	/** The person whose level the attacker wants; null where nothing may be shown. */
	readonly target: number | null;
}

/** Everybody of a case: the first letter of each one's level, strangers first, then accounts of the attacker. */
interface Cast {
	readonly strangers: string;
	readonly mine?: string;
	readonly sources?: readonly PortraitSource[];
	readonly threshold?: number;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const join = (cohort: number, people: readonly number[]): Event[] =>
	people.map((who) => ({ what: 'join', who, cohort }));
const leave = (cohort: number, people: readonly number[]): Event[] =>
	people.map((who) => ({ what: 'leave', who, cohort }));
const erase = (who: number): Event => ({ what: 'erase', who });
const DATE: Event = { what: 'date' };

/** A case: people with their levels, what happens to them, and the target. */
function told(
	name: string,
	{ strangers, mine = '', sources = ['said'], threshold = 15 }: Cast,
	target: number | null,
	...events: readonly (Event | readonly Event[])[]
): HandCase {
	const levels = [...`${strangers}${mine}`].map((letter) => LETTERS.indexOf(letter));
	const slots = new Map(sources.map((source) => [placeOf(source, DIMENSION), 0]));
	const arrivals = levels.flatMap((_, who): Event[] => [
		{ what: 'enter', who },
		{ what: 'assess', who, slots },
	]);
	return {
		...{ name, target },
		script: {
			...{
				family: 'ordinary',
				shape: 'school',
				ties: 'sources',
				sources,
				dimensions: [DIMENSION],
				threshold,
			},
			cohorts: [0, 0, 0],
			people: levels.map((level, who) => ({
				mine: who >= strangers.length,
				levels: [level, ...(who >= strangers.length || who === target ? [3 - level] : [])],
				known: new Map(),
			})),
			events: [...arrivals, ...events.flat()],
		},
	};
}

const FIFTEEN = 'bbbbbiiiiiiiiia';
const TEN = 'bbbbiiiiia';
/** The second level of somebody: they are assessed again. */
const again = (who: number): Event => ({
	what: 'assess',
	who,
	slots: new Map([[placeOf('said', DIMENSION), 1]]),
});

/** The attacks of the reference of the project, and those that were lived, one by one. */
export const HAND_CASES: readonly HandCase[] = [
	told('one person too few', { strangers: FIFTEEN.slice(1) }, null, join(0, range(0, 14)), DATE),
	told(
		'P1 memory: the same people and one more in another cohort',
		{ strangers: `${TEN}s`, threshold: 10 },
		10,
		join(0, range(0, 10)),
		DATE,
		join(1, range(0, 11)),
		DATE,
	),
	told(
		'P2 union, a total minus its parts: a cohort for each school, then one for everybody and one more',
		{ strangers: `${TEN}${TEN}s`, threshold: 10 },
		20,
		...[join(0, range(0, 10)), join(1, range(10, 20)), DATE],
		...[join(2, range(0, 21)), DATE],
	),
	told(
		'P3 erasure: a figure with somebody, then without',
		{ strangers: `${TEN}s`, threshold: 10 },
		10,
		...[join(0, range(0, 11)), DATE, erase(10), DATE],
	),
	told(
		'P4 the same people on two dates: one has changed level',
		{ strangers: `${TEN}s`, threshold: 10 },
		10,
		...[join(0, range(0, 11)), DATE, again(10), join(1, range(0, 11)), DATE],
	),
	told(
		'P5 fill: nine accounts and one stranger',
		{ strangers: 'a', mine: 'bbbbiiiii', threshold: 10 },
		0,
		...[join(0, range(0, 10)), DATE],
	),
	told(
		'P6 flip: nine accounts change level once somebody has joined',
		{ strangers: `${TEN}s`, mine: 'iiiiiiiii', threshold: 10 },
		10,
		...[join(0, [...range(0, 10), ...range(11, 20)]), DATE],
		...[join(0, [10]), range(11, 20).map(again), DATE],
		...[
			range(11, 20)
				.map((who) => leave(0, [who]))
				.flat(),
			DATE,
			leave(0, [10]),
			DATE,
		],
	),
	told(
		'P7 ordinary life: one leaves while known people come',
		{ strangers: `${TEN}s`, mine: 'iiiii', threshold: 10 },
		10,
		...[join(0, range(0, 11)), DATE, leave(0, [10]), join(0, range(11, 16)), DATE],
	),
	told(
		'P8 known people: all but one',
		{ strangers: 's', mine: `${FIFTEEN.slice(1)}`, threshold: 15 },
		0,
		...[join(0, range(0, 15)), DATE],
	),
	told(
		'P9 small groups: eleven people, then ten, in three sources that agree',
		{ strangers: `${TEN}s`, threshold: 10, sources: ['said', 'shown', 'observed'] },
		10,
		...[join(0, range(0, 11)), DATE, leave(0, [10]), DATE],
	),
	told(
		'P10 alike: nine of one level and a known account of another',
		{ strangers: 'iiiiiiiii', mine: 'a', threshold: 10 },
		0,
		...[join(0, range(0, 10)), DATE],
	),
	told(
		'before and after somebody joins',
		{ strangers: `${TEN}s`, threshold: 10 },
		10,
		...[join(0, range(0, 10)), DATE, join(0, [10]), DATE],
	),
	told(
		'two cohorts that overlap: one person moves from one to the other',
		{ strangers: `${TEN}${TEN}s`, threshold: 10 },
		20,
		...[join(0, [...range(0, 10), 20]), join(1, range(10, 20)), DATE],
		...[join(1, [20]), DATE],
	),
];
