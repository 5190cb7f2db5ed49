import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { expiryOf, isExpired, isRenewable, phaseOf } from './expiry.ts';

test.each([
	['2026-11-22T15:04:05.678Z', 24, '2028-11-22T15:04:05.000Z'],
	['2026-08-31T23:59:59.999Z', 6, '2027-02-28T23:59:59.000Z'],
	['2027-08-31T00:00:00.000Z', 6, '2028-02-29T00:00:00.000Z'],
	['2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
	['2026-12-31T05:00:00.000Z', 120, '2036-12-31T05:00:00.000Z'],
	['2026-01-30T05:00:00.000Z', 13, '2027-02-28T05:00:00.000Z'],
])('awarded at %s for %i months, a badge expires at %s', (awarded, months, end) => {
	expect(expiryOf(new Date(awarded), months).toISOString()).toBe(end);
});

test('the month is always that many later, the day the same or the last of the month', () => {
	always({ clamped: 10, same: 100 }, (met) =>
		fc.property(
			fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
			fc.integer({ min: 6, max: 120 }),
			(awarded, months) => {
				const end = expiryOf(awarded, months);
				const monthsOf = (at: Date) => at.getUTCFullYear() * 12 + at.getUTCMonth();
				expect(monthsOf(end) - monthsOf(awarded)).toBe(months);
				const same = end.getUTCDate() === awarded.getUTCDate();
				met(same ? 'same' : 'clamped', true);
				if (!same) {
					const next = new Date(end.getTime() + 86_400_000);
					expect(end.getUTCDate()).toBeLessThan(awarded.getUTCDate());
					expect(next.getUTCDate()).toBe(1);
				}
				expect(end.toISOString().slice(11)).toBe(`${awarded.toISOString().slice(11, 19)}.000Z`);
			},
		),
	);
});

test('a badge is renewable for its last thirty days and after; one that never expires is in force for ever', () => {
	const validUntil = new Date('2027-06-30T12:00:00Z');
	const at = (days: number) => new Date(validUntil.getTime() + days * 86_400_000);
	const told = (days: number) => [
		isRenewable({ validUntil }, at(days)),
		isExpired({ validUntil }, at(days)),
		phaseOf({ validUntil }, at(days)),
	];
	expect(told(-30.1)).toEqual([false, false, 'in-force']);
	expect(told(-30)).toEqual([true, false, 'expiring']);
	expect(told(-0.1)).toEqual([true, false, 'expiring']);
	expect(told(0)).toEqual([true, true, 'expired']);
	const never = { validUntil: null };
	expect([isRenewable(never, at(9e4)), isExpired(never, at(9e4)), phaseOf(never, at(9e4))]).toEqual([
		...[false, false, 'in-force'],
	]);
});
