import { describe, expect, test } from 'vitest';
import { isAwardedByRule, type BadgeDefinition, type Criterion } from './definition.ts';
import { isMet, judgeOwnRequirements, judgeRequirements, type Facts } from './requirements.ts';

const text = { fr: 'Un texte', en: 'A text' };
const common = {
	version: 1,
	frameworks: ['crcn-2019'],
	dimension: 'collaboration',
	name: text,
	description: text,
	restsOn: text,
	doesNotProve: text,
} as const;
const exploration = (...rules: Criterion[]): BadgeDefinition => ({
	...common,
	id: 'exploration-collaboration',
	kind: 'exploration',
	criteria: { narrative: text, rules },
});
const practice = (...rules: Criterion[]): BadgeDefinition => ({
	...common,
	id: 'practice-collaboration',
	kind: 'practice',
	evidenceHint: text,
	criteria: { narrative: text, rules },
});

const EXPLORATION = exploration(
	{ rule: 'said' },
	{ rule: 'training-minutes', minutes: 120 },
	{ rule: 'training-reflection', words: 25 },
);
const PRACTICE = practice(
	{ rule: 'said-at-least', level: 'intermediate' },
	{ rule: 'evidence', count: 1, withReflection: true },
	{ rule: 'advisers', count: 1 },
);
const nothing: Facts = {
	said: 'not-situated',
	answered: false,
	shown: 'not-situated',
	minutes: 0,
	reflections: 0,
	longestReflection: 0,
	evidence: { count: 0, withReflection: 0, contexts: 0, shared: 0 },
	advisersAccepted: 0,
	observed: 'not-situated',
};
const oneEvidence = { count: 1, withReflection: 1, contexts: 0, shared: 0 };

describe('worked cases', () => {
	const trained = { answered: true, minutes: 120, reflections: 1, longestReflection: 25 };
	test.each([
		['Ada has done nothing yet', EXPLORATION, {}, [false, false, false]],
		['Ada answered only', EXPLORATION, { answered: true, said: 'beginner' }, [true, false, false]],
		[
			'Ada answered what gives no level yet',
			EXPLORATION,
			{ ...trained, said: 'not-situated' },
			[true, true, true],
		],
		[
			'Ada trained, and only « Ne s’applique pas »',
			EXPLORATION,
			{ ...trained, answered: false, said: 'not-situated' },
			[false, true, true],
		],
		['Ada is one minute short', EXPLORATION, { ...trained, minutes: 119 }, [true, false, true]],
		[
			'Ada trained but reflected on nothing',
			EXPLORATION,
			{ ...trained, reflections: 0, longestReflection: 0 },
			[true, true, false],
		],
		['Ada is one word short', EXPLORATION, { ...trained, longestReflection: 24 }, [true, true, false]],
		[
			'Ada wrote two short ones',
			EXPLORATION,
			{ ...trained, reflections: 2, longestReflection: 13 },
			[true, true, false],
		],
		[
			'Ada trained and reflected, never answered',
			EXPLORATION,
			{ ...trained, answered: false },
			[false, true, true],
		],
		[
			'Ada has exactly two hours and a reflection',
			EXPLORATION,
			{ ...trained, said: 'starting' },
			[true, true, true],
		],
		['Émile says beginner', PRACTICE, { said: 'beginner', evidence: oneEvidence }, [false, true, false]],
		[
			'Émile has evidence without a reflection',
			PRACTICE,
			{ said: 'intermediate', evidence: { count: 2, withReflection: 0, contexts: 0, shared: 0 } },
			[true, false, false],
		],
		['Émile waits for Bruno', PRACTICE, { said: 'intermediate', evidence: oneEvidence }, [true, true, false]],
		[
			'Émile says advanced and Bruno accepted',
			PRACTICE,
			{ said: 'advanced', evidence: oneEvidence, advisersAccepted: 1 },
			[true, true, true],
		],
		[
			'Bruno accepted what was later lowered',
			PRACTICE,
			{ said: 'starting', evidence: oneEvidence, advisersAccepted: 1 },
			[false, true, true],
		],
	] as [string, BadgeDefinition, Partial<Facts>, boolean[]][])('%s', (_, definition, facts, met) => {
		const all = judgeRequirements(definition, { ...nothing, ...facts });
		expect(all.map((one) => one.met)).toEqual(met);
		expect(isMet(all)).toBe(met.every(Boolean));
	});

	test('the params say what a sentence needs', () => {
		expect(
			judgeRequirements(EXPLORATION, { ...nothing, answered: true, minutes: 75, longestReflection: 18 }),
		).toEqual([
			{ rule: 'said', met: true, params: {} },
			{ rule: 'training-minutes', met: false, params: { asked: 120, done: 75, missing: 45 } },
			{ rule: 'training-reflection', met: false, params: { asked: 25, done: 18, missing: 7, inWords: true } },
		]);
		expect(judgeRequirements(PRACTICE, { ...nothing, said: 'starting', advisersAccepted: 2 })).toEqual([
			{ rule: 'said-at-least', met: false, params: { level: 'intermediate', said: 'starting' } },
			{ rule: 'evidence', met: false, params: { asked: 1, done: 0, missing: 1, withReflection: true } },
			{ rule: 'advisers', met: true, params: { asked: 1, done: 2, missing: 0 } },
		]);
	});

	test('a reflection counts whatever its length where the badge asks none', () => {
		const any = exploration({ rule: 'training-reflection' });
		const judged = (reflections: number) =>
			judgeRequirements(any, { ...nothing, reflections, longestReflection: reflections });
		expect(judged(0)).toEqual([
			{ rule: 'training-reflection', met: false, params: { asked: 1, done: 0, missing: 1, inWords: false } },
		]);
		expect(isMet(judged(1))).toBe(true);
	});

	test('evidence counts whole where no reflection is asked', () => {
		const any = practice({ rule: 'evidence', count: 2, withReflection: false });
		expect(
			isMet(
				judgeRequirements(any, {
					...nothing,
					evidence: { count: 2, withReflection: 0, contexts: 0, shared: 0 },
				}),
			),
		).toBe(true);
	});

	test('the person’s own requirements are all but the advisers’ decision', () => {
		const own = (facts: Partial<Facts>) => judgeOwnRequirements(PRACTICE, { ...nothing, ...facts });
		expect(own({}).map(({ rule }) => rule)).not.toContain('advisers');
		expect(own({})).toHaveLength(judgeRequirements(PRACTICE, nothing).length - 1);
		expect(isMet(own({ said: 'intermediate', evidence: oneEvidence }))).toBe(true);
		expect(isMet(own({ said: 'beginner', evidence: oneEvidence, advisersAccepted: 1 }))).toBe(false);
		expect(judgeOwnRequirements(EXPLORATION, nothing)).toEqual(judgeRequirements(EXPLORATION, nothing));
	});

	test('a badge without a condition is never met', () => {
		expect(isMet(judgeRequirements(exploration(), nothing))).toBe(false);
	});

	test('an Exploration asks nobody, a Pratique asks an adviser', () => {
		expect(isAwardedByRule(EXPLORATION)).toBe(true);
		expect(isAwardedByRule(PRACTICE)).toBe(false);
	});
});
