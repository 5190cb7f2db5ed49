import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { LEVELS, STANDINGS } from '#framework';
import type { BadgeDefinition, Criterion } from './definition.ts';
import { isMet, judgeOwnRequirements, judgeRequirements, type Facts } from './requirements.ts';

const text = { fr: 'Un texte', en: 'A text' };
const practice = (...rules: Criterion[]): BadgeDefinition => ({
	id: 'practice-collaboration',
	kind: 'practice',
	version: 1,
	frameworks: ['crcn-2019'],
	dimension: 'collaboration',
	name: text,
	description: text,
	criteria: { narrative: text, rules },
	restsOn: text,
	doesNotProve: text,
	evidenceHint: text,
});

const facts: fc.Arbitrary<Facts> = fc.record({
	said: fc.constantFrom(...STANDINGS),
	answered: fc.boolean(),
	shown: fc.constantFrom(...STANDINGS),
	minutes: fc.nat(400),
	reflections: fc.nat(4),
	longestReflection: fc.nat(80),
	evidence: fc.record({
		...{ count: fc.nat(4), withReflection: fc.nat(4) },
		...{ contexts: fc.nat(4), shared: fc.nat(4) },
	}),
	observed: fc.constantFrom(...STANDINGS),
	advisersAccepted: fc.nat(3),
});
const positive = fc.integer({ min: 1, max: 4 });
const criterion: fc.Arbitrary<Criterion> = fc.oneof(
	fc.constant({ rule: 'said' } as const),
	fc.constant({ rule: 'situation' } as const),
	fc.constant({ rule: 'training-reflection' } as const),
	fc.record({ rule: fc.constant('training-reflection' as const), words: fc.integer({ min: 1, max: 60 }) }),
	fc.record({ rule: fc.constant('said-at-least' as const), level: fc.constantFrom(...LEVELS) }),
	fc.record({ rule: fc.constant('training-minutes' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
	fc.record({ rule: fc.constant('evidence' as const), count: positive, withReflection: fc.boolean() }),
	fc.record({ rule: fc.constant('contexts' as const), count: positive }),
	fc.record({ rule: fc.constant('shared-evidence' as const), count: positive }),
	fc.record({ rule: fc.constant('observed-at-least' as const), level: fc.constantFrom(...LEVELS) }),
	fc.record({ rule: fc.constant('advisers' as const), count: positive }),
);
const definition = fc.array(criterion, { maxLength: 6 }).map((rules) => practice(...rules));
const higher = fc.tuple(facts, facts).map(([a, b]): [Facts, Facts] => [
	a,
	{
		said: STANDINGS[Math.max(STANDINGS.indexOf(a.said), STANDINGS.indexOf(b.said))] ?? a.said,
		answered: a.answered || b.answered,
		shown: STANDINGS[Math.max(STANDINGS.indexOf(a.shown), STANDINGS.indexOf(b.shown))] ?? a.shown,
		minutes: a.minutes + b.minutes,
		reflections: a.reflections + b.reflections,
		longestReflection: Math.max(a.longestReflection, b.longestReflection),
		evidence: {
			count: a.evidence.count + b.evidence.count,
			withReflection: a.evidence.withReflection + b.evidence.withReflection,
			contexts: a.evidence.contexts + b.evidence.contexts,
			shared: a.evidence.shared + b.evidence.shared,
		},
		observed: STANDINGS[Math.max(STANDINGS.indexOf(a.observed), STANDINGS.indexOf(b.observed))] ?? a.observed,
		advisersAccepted: a.advisersAccepted + b.advisersAccepted,
	},
]);

test('doing more never un-meets a condition nor lengthens what is missing', () => {
	always(
		{ 'something met by doing more': 10, 'something missing': 30 },
		(met) =>
			fc.property(definition, higher, (badge, [less, more]) => {
				const after = judgeRequirements(badge, more);
				const first = judgeRequirements(badge, less);
				met(
					'something met by doing more',
					after.some((one, at) => one.met && !first[at]?.met),
				);
				met(
					'something missing',
					after.some((one) => !one.met),
				);
				for (const [index, before] of first.entries()) {
					const now = after[index];
					expect(before.met && !now?.met).toBe(false);
					if (now && 'missing' in before.params && 'missing' in now.params)
						expect(now.params.missing).toBeLessThanOrEqual(before.params.missing);
				}
			}),
		// Two hundred runs, because a hundred once met the case « something missing » only 29 times of the 30
		// required.
		{ numRuns: 200 },
	);
});

test('a counted condition is met exactly when nothing is missing', () => {
	always({ 'something counted and met': 10, 'something counted and missing': 10 }, (met) =>
		fc.property(definition, facts, (badge, some) => {
			const all = judgeRequirements(badge, some);
			met(
				'something counted and met',
				all.some((one) => 'missing' in one.params && one.met),
			);
			met(
				'something counted and missing',
				all.some((one) => 'missing' in one.params && !one.met),
			);
			for (const one of all)
				expect('missing' in one.params ? one.params.missing === 0 : one.met).toBe(one.met);
		}),
	);
});

test('the order of the rules changes the order of the answers and nothing else', () => {
	always({ 'several rules': 40 }, (met) =>
		fc.property(fc.array(criterion, { maxLength: 6 }), facts, (rules, some) => {
			met('several rules', rules.length > 1);
			const there = judgeRequirements(practice(...rules), some);
			const back = judgeRequirements(practice(...rules.toReversed()), some);
			expect(back.toReversed()).toEqual(there);
			expect(isMet(back)).toBe(isMet(there));
		}),
	);
});

test('what the person has done does not depend on the advisers', () => {
	always({ done: 1, missing: 20 }, (met) =>
		fc.property(definition, facts, fc.nat(3), (badge, some, advisersAccepted) => {
			const own = judgeOwnRequirements(badge, some);
			met('done', isMet(own));
			met('missing', !isMet(own));
			expect(judgeOwnRequirements(badge, { ...some, advisersAccepted })).toEqual(own);
			if (isMet(judgeRequirements(badge, some)) && own.length > 0) expect(isMet(own)).toBe(true);
		}),
	);
});
