import { expect, test } from 'vitest';
import { AUDIENCES, INSTITUTION_KINDS } from '#identity';
import { TRAINING_KINDS } from './kinds.ts';
import { countsUnderAct, followsLegalPeriod, legalPeriod, legalPeriods } from './thirty-hours.ts';

test.each([
	['2025-06-30', '2023-07-01', '2025-06-30'],
	['2025-07-01', '2025-07-01', '2027-06-30'],
	['2026-12-01', '2025-07-01', '2027-06-30'],
	['2027-06-30', '2025-07-01', '2027-06-30'],
	['2027-07-01', '2027-07-01', '2029-06-30'],
	['2000-01-01', '1999-07-01', '2001-06-30'],
])('%s is in the period from %s to %s', (day, from, to) => {
	expect(legalPeriod(day)).toEqual({ from, to });
});

test('the periods follow each other without a day between them, newest first', () => {
	const periods = legalPeriods('2019-01-05', '2026-12-01');
	expect(periods.map(({ from }) => from)).toEqual([
		'2025-07-01',
		'2023-07-01',
		'2021-07-01',
		'2019-07-01',
		'2017-07-01',
	]);
	for (const [at, { from }] of periods.slice(0, -1).entries()) {
		const before = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
		expect(periods[at + 1]?.to).toBe(before);
	}
	expect(legalPeriods('2026-01-01', '2026-12-01')).toEqual([legalPeriod('2026-12-01')]);
});

test('what the Act counts: training, reading, peers, acting as an instructor; not a trial in one’s own work', () => {
	expect(TRAINING_KINDS.filter(countsUnderAct)).toEqual([
		'course',
		'workshop',
		'reading',
		'peer-exchange',
		'instructor',
	]);
});

test('it concerns the staff of schools, neither students nor cégeps', () => {
	const concerned = INSTITUTION_KINDS.flatMap((kind) =>
		[...AUDIENCES, null]
			.filter((audience) => followsLegalPeriod(audience, { kind }))
			.map((audience) => `${kind} ${audience}`),
	);
	expect(concerned).toEqual(
		['service-centre', 'school-board', 'private'].flatMap((kind) => [`${kind} teacher`, `${kind} staff`]),
	);
});
