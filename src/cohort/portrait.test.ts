import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dimensionPortrait, mayRefresh, PORTRAIT_LEVELS, type PortraitLevel, tooClose } from './portrait.ts';

const levels = fc.array(fc.constantFrom('not-situated', ...PORTRAIT_LEVELS), { maxLength: 60 });
const repeat = (level: string, n: number) => Array.from({ length: n }, () => level);

describe('the portrait of Bruno’s group', () => {
	test.each([
		['nine people', repeat('beginner', 9), { shown: false, why: 'too-few' }],
		['ten who all say the same', repeat('beginner', 10), { shown: false, why: 'too-alike' }],
		[
			'ten, half and half',
			[...repeat('beginner', 5), ...repeat('advanced', 5)],
			{ shown: true, band: '10-19', shares: { starting: 0, beginner: 50, intermediate: 0, advanced: 50 } },
		],
		[
			'nine situated of twenty',
			[...repeat('beginner', 9), ...repeat('not-situated', 11)],
			{ shown: false, why: 'too-few' },
		],
	])('%s', (_name, group, expected) => {
		expect(dimensionPortrait(group, 10)).toEqual(expected);
	});

	test('never shows fewer than ten situated people, nor an exact count', () => {
		fc.assert(
			fc.property(levels, (group) => {
				const portrait = dimensionPortrait(group, 10);
				const situated = group.filter((level) => level !== 'not-situated').length;
				expect(portrait.shown && situated < 10).toBe(false);
				const shares = portrait.shown ? Object.values(portrait.shares) : [];
				expect(shares.filter((share) => share % 5 !== 0 || share > 90)).toEqual([]);
			}),
		);
	});

	test('one person who joins, leaves or changes never makes it anew', () => {
		const everyone = (level: PortraitLevel) =>
			Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`p${n}`, level]));
		const before = everyone('beginner');
		const { p0: _gone, ...without } = before;
		expect(mayRefresh(undefined, before, 10)).toBe(true);
		expect(mayRefresh(before, { ...before, ada: 'advanced' }, 10)).toBe(false);
		expect(mayRefresh(before, without, 10)).toBe(false);
		expect(mayRefresh(before, { ...before, p1: 'advanced' }, 10)).toBe(false);
		expect(mayRefresh(before, everyone('advanced'), 10)).toBe(true);
		expect([before, without, {}].map((other) => tooClose(before, other, 10))).toEqual([false, true, false]);
	});
});
