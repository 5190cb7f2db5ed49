import { describe, expect, test } from 'vitest';
import { SHARING_TEXT_VERSION } from './cohort.ts';
import { PORTRAIT_LEVELS, type PortraitLevel, type PortraitSource } from './levels.ts';
import { countedLevel, type Lots } from './lots.ts';
import { isBarred, type ShareForPortrait, makePortrait } from './portrait.ts';

const own = Object.fromEntries(PORTRAIT_LEVELS.map((level) => [level, level])) as Lots;
const everybody = (many: number) => Array.from({ length: many }, (_, at) => `p${at}`);
const share = (person: string, more: Partial<ShareForPortrait> = {}): ShareForPortrait => ({
	person,
	cohort: 'autumn',
	joinedOn: '2026-10-20',
	textVersion: SHARING_TEXT_VERSION,
	dimensions: new Set(['d1', 'd2']),
	barred: false,
	...more,
});
/** Makes a portrait in which chance decides nothing, so that a test can tell who counts in it. */
const made = (
	shares: readonly ShareForPortrait[],
	standing: (person: string, source: PortraitSource, slug: string) => string | null = () => 'beginner',
	lots: (person: string, slug: string) => Lots = () => own,
	least = 15,
) =>
	makePortrait({
		cohort: 'autumn',
		joinedBefore: '2026-11-15',
		least,
		dimensions: ['d1', 'd2'],
		shares,
		countedLevelOf: (person, source, slug) =>
			countedLevel(standing(person, source, slug), () => lots(person, slug)),
		chance: 0,
	});
const names = (portrait: ReturnType<typeof made>) => Object.keys(portrait.figures);
const ALL = ['said:d1', 'said:d2', 'shown:d1', 'shown:d2', 'observed:d1', 'observed:d2'];

describe('who counts in a portrait', () => {
	test('fifteen people, in every source and dimension where they have a level; not fourteen', () => {
		const fifteen = made(everybody(15).map((person) => share(person)));
		expect(names(fifteen)).toEqual(ALL);
		expect([...fifteen.counted.keys()]).toHaveLength(15);
		expect(fifteen.counted.get('p3')).toEqual(ALL);
		expect(made(everybody(14).map((person) => share(person)))).toEqual({
			figures: {},
			counted: new Map(),
		});
	});

	test('only who has a level there; a figure that falls short counts nobody', () => {
		const portrait = made(
			everybody(16).map((person) => share(person)),
			(person, source, slug) => {
				if (source === 'observed') return null;
				if (source === 'shown') return person === 'p0' ? 'not-situated' : 'advanced';
				return slug === 'd2' && ['p0', 'p1'].includes(person) ? 'not-situated' : 'starting';
			},
		);
		expect(names(portrait)).toEqual(['said:d1', 'shown:d1', 'shown:d2']);
		expect(portrait.counted.get('p0')).toEqual(['said:d1']);
		expect(portrait.figures['shown:d1']?.shares).toMatchObject({ starting: 0, advanced: 90 });
	});

	const fourteen = everybody(14).map((person) => share(person));
	test.each([
		['who joined the day before', { joinedOn: '2026-11-14' }, true],
		['who joined on the date itself', { joinedOn: '2026-11-15' }, false],
		['who joined since', { joinedOn: '2026-11-20' }, false],
		['who accompanies it', { barred: true }, false],
	])('%s', (_name, more, counts) => {
		expect(names(made([...fourteen, share('ada', more)]))).toEqual(counts ? ALL : []);
	});

	test('words that named one source let one be counted', () => {
		const ada = share('ada', { textVersion: 'cohort-2026-11' });
		expect(names(made([...fourteen, ada]))).toEqual(['said:d1', 'said:d2']);
		expect(names(made([...fourteen, share('ada', { textVersion: 'cohort-2026-12' })]))).toEqual(ALL);
	});

	const elsewhere = (more: Partial<ShareForPortrait> = {}) => share('ada', { cohort: 'winter', ...more });
	test.each([
		['joined later: counted there', [share('ada'), elsewhere()], []],
		['joined before: counted here', [elsewhere(), share('ada')], ALL],
		['joined since the date: still counted here', [share('ada'), elsewhere({ joinedOn: '2026-11-16' })], ALL],
		['which she accompanies: counted here', [share('ada'), elsewhere({ barred: true })], ALL],
		['of other dimensions: counted here', [share('ada'), elsewhere({ dimensions: new Set(['e1']) })], ALL],
		[
			'of some of them: counted there in these',
			[share('ada'), elsewhere({ dimensions: new Set(['d2']) })],
			['said:d1', 'shown:d1', 'observed:d1'],
		],
		[
			'on words that named one source: counted there in that one',
			[share('ada'), elsewhere({ textVersion: 'cohort-2026-11' })],
			['shown:d1', 'shown:d2', 'observed:d1', 'observed:d2'],
		],
	])('in another cohort %s', (_name, adas, expected) => {
		expect(names(made([...fourteen, ...adas]))).toEqual(expected);
	});

	test('each at the level of their lots in that dimension, whatever the source', () => {
		const asked: string[] = [];
		const portrait = made(
			everybody(20).map((person) => share(person)),
			() => 'beginner',
			(person, slug) => {
				asked.push(`${person} ${slug}`);
				const at: PortraitLevel = slug === 'd1' && Number(person.slice(1)) < 10 ? 'advanced' : 'starting';
				return { ...own, beginner: at };
			},
		);
		const half = { starting: 50, beginner: 0, intermediate: 0, advanced: 50 };
		for (const source of ['said', 'shown', 'observed']) {
			expect(portrait.figures[`${source}:d1`]?.shares).toEqual(half);
			expect(portrait.figures[`${source}:d2`]?.shares).toMatchObject({ starting: 90 });
		}
		expect(new Set(asked).size).toBe(40);
	});

	test('ten are enough where the institution decided so; chance is taken off by itself', () => {
		const input = {
			cohort: 'autumn',
			joinedBefore: '2026-11-15',
			least: 10,
			dimensions: ['d1'],
			shares: everybody(10).map((person) => share(person)),
			countedLevelOf: (person: string): PortraitLevel =>
				Number(person.slice(1)) < 2 ? 'starting' : 'advanced',
		};
		// A share of 20 % at `starting` is corrected to (0.2 − 0.0675) / 0.73, the other is cut at 1: together
		// they are 118 % before scaling.
		expect(makePortrait(input).figures['said:d1']?.shares).toMatchObject({ starting: 15, advanced: 85 });
		expect(makePortrait({ ...input, chance: 0 }).figures['said:d1']?.shares).toMatchObject({ starting: 20 });
	});
});

const confirmed = (...by: (string | null)[]) =>
	by.map((confirmedBy) => ({ importedBy: 'bruno', confirmedBy }));

test.each([
	['nobody invited them', { inviter: undefined }, false],
	['somebody else invited them', { inviter: 'chloe' }, false],
	['an adviser invited them', { inviter: 'bruno' }, true],
	['an adviser invited them, and an administrator confirmed them', { slips: confirmed('chloe') }, false],
	['an adviser invited and confirmed them', { slips: confirmed('bruno', 'odile') }, true],
	['an adviser confirmed them, and an administrator too', { slips: confirmed('bruno', 'chloe') }, false],
	['an adviser invited them, and they confirmed themselves', { slips: confirmed('ada') }, true],
	['they advise it', { person: 'odile', inviter: undefined, slips: confirmed('chloe') }, true],
	// Whoever advises the cohort now could read the slip that somebody else had imported.
	[
		'a slip of a former adviser made them',
		{ inviter: 'xavier', slips: [{ importedBy: 'xavier', confirmedBy: null }] },
		true,
	],
	[
		'a slip made them, and they were confirmed since',
		{ inviter: 'xavier', slips: [{ importedBy: 'xavier', confirmedBy: 'chloe' }] },
		false,
	],
	[
		'a slip made them, whose importer is gone',
		{ inviter: undefined, slips: [{ importedBy: null, confirmedBy: null }] },
		true,
	],
	['they had an account of another, and took a slip', { inviter: 'chloe', slips: confirmed(null) }, false],
])('who counts: %s', (_what, who, barred) => {
	const person = { person: 'ada', inviter: 'bruno', slips: [], ...who };
	expect(isBarred(person, ['bruno', 'odile'])).toBe(barred);
});
