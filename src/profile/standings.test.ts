import { describe, expect, test } from 'vitest';
import { people, profile } from './people.fixture.ts';
import { standingToStartFrom, strengthsOf, dimensionsToWorkOn } from './index.ts';

describe('strengths and what to work on', () => {
	test.each(people)('$who', ({ said, observed, shown, strengths, toWorkOn }) => {
		const dimensions = profile(said, observed, shown);
		expect(strengthsOf(dimensions)).toEqual(strengths);
		expect(dimensionsToWorkOn(dimensions)).toEqual(toWorkOn);
	});

	test.each(people)(
		'$who: never more than three, something for whoever is placed, a strength only for a reason',
		({ said, observed, shown }) => {
			const dimensions = profile(said, observed, shown);
			const strengths = strengthsOf(dimensions);
			const toWorkOn = dimensionsToWorkOn(dimensions);
			expect(Math.max(strengths.length, toWorkOn.length)).toBeLessThanOrEqual(3);
			const placed = dimensions.some((one) => one.said !== 'not-situated');
			expect(toWorkOn.length > 0).toBe(placed);
			// A strength is among the dimensions to work on only when its situation shows less than the
			// person says, or when nothing else is left.
			const both = strengths.filter((slug) => toWorkOn.includes(slug));
			const apart = dimensions.filter((one) => standingToStartFrom(one) !== one.said).map(({ slug }) => slug);
			expect(both.filter((slug) => !apart.includes(slug)).length).toBeLessThanOrEqual(
				toWorkOn.length === 1 ? 1 : 0,
			);
			expect(strengthsOf(dimensions.toReversed())).toEqual(strengths);
			expect(dimensionsToWorkOn(dimensions.toReversed())).toEqual(toWorkOn);
		},
	);
});
