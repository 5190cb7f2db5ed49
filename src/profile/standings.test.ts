import { describe, expect, test } from 'vitest';
import { STANDINGS } from '#framework';
import { people, profile } from './people.fixture.ts';
import { type DimensionStandings, strengthsAndWorkOf } from './index.ts';

const NONE = '------------';
/** Expects what holds of every profile: never more than three, never both, something for whoever is placed. */
function expectSound(dimensions: readonly DimensionStandings[]) {
	const { strengths, toWorkOn } = strengthsAndWorkOf(dimensions);
	expect(Math.max(strengths.length, toWorkOn.length)).toBeLessThanOrEqual(3);
	expect(strengths.filter((slug) => toWorkOn.includes(slug))).toEqual([]);
	expect(toWorkOn.length > 0).toBe(dimensions.some(({ said }) => said !== 'not-situated'));
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
