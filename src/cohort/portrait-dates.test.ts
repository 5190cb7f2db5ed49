import { expect, test } from 'vitest';
import { lastPortraitDate, nextPortraitDate } from './portrait-dates.ts';

test.each([
	['2026-11-01', '2026-11-01', '2026-11-15'],
	['2026-11-02', '2026-11-01', '2026-11-15'],
	['2026-11-14', '2026-11-01', '2026-11-15'],
	['2026-11-15', '2026-11-15', '2026-12-01'],
	['2026-11-16', '2026-11-15', '2026-12-01'],
	['2026-11-30', '2026-11-15', '2026-12-01'],
	['2026-12-31', '2026-12-15', '2027-01-01'],
	['2027-01-01', '2027-01-01', '2027-01-15'],
	['2028-02-29', '2028-02-15', '2028-03-01'],
])('on %s, the portrait is that of %s and the next is made on %s', (day, last, next) => {
	expect([lastPortraitDate(day), nextPortraitDate(day)]).toEqual([last, next]);
});
