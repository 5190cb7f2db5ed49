import { describe, expect, test } from 'vitest';
import { STANDINGS } from '#framework';
import { people, profile } from './people.fixture.ts';
import { type DimensionStandings, standingToStartFrom, strengthBasis, strengthsAndWorkOf } from './index.ts';

const NONE = '------------';
const ORDER = ['observed', 'shown', 'said'] as (string | undefined)[];
/** Expects what holds of every profile: never more than three, never both, something for whoever is placed. */
function expectSound(dimensions: readonly DimensionStandings[]) {
	const { strengths, toWorkOn } = strengthsAndWorkOf(dimensions);
	expect(Math.max(strengths.length, toWorkOn.length)).toBeLessThanOrEqual(3);
	expect(strengths.filter((slug) => toWorkOn.includes(slug))).toEqual([]);
	expect(toWorkOn.length > 0).toBe(dimensions.some(({ said }) => said !== 'not-situated'));
	const rests = strengths.map((slug) => strengthBasis(dimensions.find((one) => one.slug === slug)!)?.source);
	expect(rests.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))).toEqual(rests);
	expect(rests).not.toContain(undefined);
	expect(strengthsAndWorkOf(dimensions.toReversed())).toEqual({ strengths, toWorkOn });
}

describe('strengths and what to work on', () => {
	test.each(people)('$who', ({ said, observed, shown, strengths, toWorkOn }) => {
		expect(strengthsAndWorkOf(profile(said, observed, shown))).toEqual({ strengths, toWorkOn });
	});

	test.each(people)('$who: nothing is both, something is to do', ({ said, observed, shown }) =>
		expectSound(profile(said, observed, shown)),
	);

	test('whatever is said and shown in three dimensions, nothing is both', () => {
		const letters = ['-', 's', 'b', 'i', 'a'];
		expect(letters).toHaveLength(STANDINGS.length);
		const three = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
		for (const said of three)
			for (const shown of three) expectSound(profile(said, NONE, shown.padEnd(12, '-')));
	});
});

const marks = (said: string, shown: string, observed: string) => profile(said, observed, shown)[0]!;

test.each([
	['i', '-', '-', 'said', 'intermediate'],
	['i', 'i', '-', 'shown', 'intermediate'],
	['i', 'a', '-', 'shown', 'advanced'],
	['a', 'i', '-', null, null],
	['a', 's', 'i', 'observed', 'intermediate'],
	['i', '-', 'a', 'observed', 'advanced'],
	['a', '-', 'b', 'said', 'advanced'],
	['a', 'b', 'b', null, null],
	['b', 'a', 'a', null, null],
	['-', '-', 'a', null, null],
])('said %s, shown %s, observed %s: a strength rests on %s', (said, shown, observed, source, level) => {
	expect(strengthBasis(marks(said, shown, observed))).toEqual(source && { source, level });
});

test.each([
	['a', '-', 'i', 'advanced'],
	['a', 's', '-', 'starting'],
	['a', 's', 'i', 'intermediate'],
	['a', 'i', 'b', 'intermediate'],
	['b', 's', 'a', 'beginner'],
	['b', 'a', '-', 'beginner'],
	['-', 's', 'i', 'not-situated'],
] as const)('said %s, shown %s, observed %s: one starts from %s', (said, shown, observed, start) => {
	expect(standingToStartFrom(marks(said, shown, observed))).toBe(start);
});
