import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDINGS, standingRank } from '#framework';
import { type Answer, answerFrom, ANSWERS, nextToAnswer, saidExpress, saidOfAnswers, SCALE } from './said.ts';

describe('where an Express answer places a person', () => {
	test.each<[Answer | undefined, string]>([
		[undefined, 'not-situated'],
		['not-applicable', 'not-situated'],
		[0, 'starting'],
		[1, 'beginner'],
		[2, 'intermediate'],
		[3, 'advanced'],
		[4, 'advanced'],
	])('the answer %s gives %s', (answer, standing) => {
		expect(saidExpress(answer)).toBe(standing);
	});

	test('a higher answer never lowers the level', () => {
		fc.assert(
			fc.property(fc.constantFrom(...SCALE), fc.constantFrom(...SCALE), (one, other) => {
				const [low, high] = one <= other ? [one, other] : [other, one];
				expect(standingRank(saidExpress(low))).toBeLessThanOrEqual(standingRank(saidExpress(high)));
			}),
		);
	});

	test('every standing can be reached', () => {
		expect(new Set([undefined, ...ANSWERS].map(saidExpress))).toEqual(new Set(STANDINGS));
	});

	test('what does not apply is not situated, never lower than the lowest answer', () => {
		expect(saidExpress('not-applicable')).toBe(saidExpress(undefined));
		expect(SCALE.map(saidExpress)).not.toContain(saidExpress('not-applicable'));
	});
});

const dimensions = ['one', 'two', 'three', 'four', 'five'];
const answered = fc.uniqueArray(
	fc.record({ dimension: fc.constantFrom(...dimensions), answer: fc.constantFrom(...ANSWERS) }),
	{ selector: (one) => one.dimension },
);

describe('where all answers place a person', () => {
	test('the order of answering never matters', () => {
		fc.assert(
			fc.property(
				answered.chain((given) =>
					fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
				),
				([given, shuffled]) => {
					expect(saidOfAnswers(dimensions, shuffled)).toEqual(saidOfAnswers(dimensions, given));
				},
			),
		);
	});

	test('every dimension has a standing, and an answer changes only its own', () => {
		fc.assert(
			fc.property(
				answered,
				fc.constantFrom(...dimensions),
				fc.constantFrom(...ANSWERS),
				(given, slug, answer) => {
					const before = saidOfAnswers(dimensions, given);
					const after = saidOfAnswers(dimensions, [...given, { dimension: slug, answer }]);
					expect(Object.keys(before)).toEqual(dimensions);
					expect(after).toEqual({ ...before, [slug]: saidExpress(answer) });
				},
			),
		);
	});
});

describe('the next dimension to answer', () => {
	test.each<[string[], string | undefined, string | null]>([
		[[], undefined, 'one'],
		[['one'], undefined, 'two'],
		[['one'], 'one', 'two'],
		[['two'], 'one', 'three'],
		[['three', 'four', 'five'], 'two', 'one'],
		[['one', 'two', 'four', 'five'], 'three', null],
		[dimensions, 'five', null],
	])('with %j answered, after %s, comes %s', (done, after, next) => {
		expect(nextToAnswer(dimensions, new Set(done), after)).toBe(next);
	});

	test('is never one that was answered', () => {
		fc.assert(
			fc.property(fc.subarray(dimensions), fc.constantFrom(undefined, ...dimensions), (done, after) => {
				const next = nextToAnswer(dimensions, new Set(done), after);
				expect(next === null || !done.includes(next)).toBe(true);
			}),
		);
	});
});

test('a form’s word is an answer or nothing', () => {
	for (const answer of ANSWERS) expect(answerFrom(String(answer))).toBe(answer);
	for (const word of ['', '5', '-1', '01', ' 1', '1.0', 'null']) expect(answerFrom(word)).toBeUndefined();
});
