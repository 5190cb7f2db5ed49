import { expect, test } from 'vitest';
import { periodStart } from './period.ts';

test.each([
	['2025-07-01', '2025-07-01', '2025-07-01'],
	['2026-06-30', '2025-07-01', '2025-07-01'],
	['2026-07-01', '2025-07-01', '2026-07-01'],
	['2027-06-30', '2025-07-01', '2026-07-01'],
	['2027-07-01', '2027-07-01', '2027-07-01'],
	['2026-11-22', '2025-07-01', '2026-07-01'],
	['2027-01-01', '2025-07-01', '2026-07-01'],
])('on %s the two years of school staff began on %s, a school year on %s', (today, two, one) => {
	expect(periodStart(today, { twoYears: true })).toBe(two);
	expect(periodStart(today, { twoYears: false })).toBe(one);
});
