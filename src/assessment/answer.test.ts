import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { answerFrom, ANSWERS, estimatedMinutes, nextDimensionToAnswer } from './answer.ts';

const dimensions = ['one', 'two', 'three', 'four', 'five'];

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
		expect(nextDimensionToAnswer(dimensions, new Set(done), after)).toBe(next);
	});

	test('is never one that was answered', () => {
		always({ 'one is next': 30, 'none is': 1 }, (met) =>
			fc.property(fc.subarray(dimensions), fc.constantFrom(undefined, ...dimensions), (done, after) => {
				const next = nextDimensionToAnswer(dimensions, new Set(done), after);
				met(next === null ? 'none is' : 'one is next');
				expect(next === null || !done.includes(next)).toBe(true);
			}),
		);
	});
});

test('a form’s word is an answer or nothing', () => {
	for (const answer of ANSWERS) expect(answerFrom(String(answer))).toBe(answer);
	for (const word of ['', '5', '-1', '01', ' 1', '1.0', 'null']) expect(answerFrom(word)).toBeUndefined();
});

test('Express takes about 4 minutes, Complet about 10', () => {
	expect(estimatedMinutes(12, 12)).toBe(4);
	expect(estimatedMinutes(12, 36)).toBe(10);
	// 12 × 20 s + 62 × 15 s = 19.5 minutes.
	expect(estimatedMinutes(12, 74)).toBe(20);
	expect(estimatedMinutes(0, 0)).toBe(0);
});
