import { describe, expect, test } from 'vitest';
import { people, profile } from './people.fixture.ts';
import { strengthsOf, toWorkOnOf } from './index.ts';

describe('strengths and what to work on', () => {
	test.each(people)('$who', ({ said, observed, shown, strengths, toWorkOn }) => {
		const dimensions = profile(said, observed, shown);
		expect(strengthsOf(dimensions)).toEqual(strengths);
		expect(toWorkOnOf(dimensions)).toEqual(toWorkOn);
	});

	test.each(people)(
		'$who: never more than three, never the same in both, whatever the order',
		({ said, observed, shown }) => {
			const dimensions = profile(said, observed, shown);
			const strengths = strengthsOf(dimensions);
			const toWorkOn = toWorkOnOf(dimensions);
			expect(Math.max(strengths.length, toWorkOn.length)).toBeLessThanOrEqual(3);
			expect(strengths.filter((slug) => toWorkOn.includes(slug))).toEqual([]);
			expect(strengthsOf(dimensions.toReversed())).toEqual(strengths);
			expect(toWorkOnOf(dimensions.toReversed())).toEqual(toWorkOn);
		},
	);
});
