import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
	beginsAfterEnd,
	endOfSchoolYear,
	isJoinCode,
	memberProgress,
	problemOfEnd,
	problemOfJoining,
	readJoinCode,
	isEverySourceShared,
	SHARING_TEXT_VERSION,
	formatJoinCode,
} from './cohort.ts';

test.each([
	[0, 12, 'not-started'],
	[1, 12, 'started'],
	[11, 12, 'started'],
	[12, 12, 'done'],
] as const)('%i dimensions answered of %i: %s', (answered, dimensions, progress) => {
	expect(memberProgress(answered, dimensions)).toBe(progress);
});

test.each([
	['2026-11-22', null, null],
	['2026-11-21', null, 'past'],
	['2099-01-01', null, null],
	['2026-11-22', '2027-06-30', null],
	['2027-06-29', '2027-06-30', null],
	['2027-06-30', '2027-06-30', null],
	['2027-07-01', '2027-06-30', 'later'],
	['2026-11-21', '2027-06-30', 'past'],
	// Of a cohort that is over, no day can be chosen any more.
	['2026-11-22', '2026-11-21', 'later'],
	['2026-11-21', '2026-11-21', 'past'],
] as const)('on 22 November 2026, an end on %s where it was %s: %s', (endsOn, present, problem) => {
	expect(problemOfEnd(endsOn, { present, today: '2026-11-22' })).toBe(problem);
});

test.each([
	['2026-11-22', '2027-06-30'],
	['2026-12-31', '2027-06-30'],
	['2027-01-01', '2027-06-30'],
	['2027-06-29', '2027-06-30'],
	['2027-06-30', '2028-06-30'],
	['2027-07-01', '2028-06-30'],
])('on %s, the school year is taken to end on %s', (today, end) => {
	expect(endOfSchoolYear(today)).toBe(end);
});

const OPEN = {
	...{ startsOn: null, endsOn: null, mostPeople: null, archivedAt: null },
	audience: 'teacher' as const,
};
test.each([
	[{}, {}, null],
	[{ startsOn: '2026-11-22', endsOn: '2026-11-22' }, {}, null],
	[{ startsOn: '2026-11-23' }, {}, 'not-open'],
	[{ endsOn: '2026-11-21' }, {}, 'ended'],
	[{ archivedAt: new Date(0) }, {}, 'ended'],
	[{}, { audience: 'student' }, 'other-audience'],
	[{}, { audience: null }, 'other-audience'],
	[{ mostPeople: 30 }, { people: 29 }, null],
	[{ mostPeople: 30 }, { people: 30 }, 'full'],
	[{ mostPeople: 30 }, { people: 31 }, 'full'],
	// What waiting, asking or another code would not mend comes first.
	[{ endsOn: '2026-11-21', startsOn: '2026-11-23', mostPeople: 0 }, { audience: 'staff' }, 'ended'],
	[{ startsOn: '2026-11-23', mostPeople: 0 }, { audience: 'staff' }, 'not-open'],
	[{ mostPeople: 0 }, { audience: 'staff' }, 'other-audience'],
])('on 22 November 2026, joining a cohort with %o as %o: %s', (cohort, who, problem) => {
	const asked = { today: '2026-11-22', audience: 'teacher', people: 0, ...who };
	expect(problemOfJoining({ ...OPEN, ...cohort }, asked)).toBe(problem);
});

test.each([
	['2026-09-01', '2026-12-18', false],
	['2026-12-18', '2026-12-18', false],
	['2026-12-19', '2026-12-18', true],
	[null, '2026-12-18', false],
	['2026-09-01', null, false],
])('from %s to %s begins after its end: %s', (startsOn, endsOn, after) => {
	expect(beginsAfterEnd({ startsOn, endsOn })).toBe(after);
});

test('a code of eight characters is that of a cohort, and no other', () => {
	expect(['7k2qx94t', '7k2qx94', '7k2qx94t7', ''].map(isJoinCode)).toEqual([true, false, false, false]);
});

test('a join code is shown in two groups of four, and read back however it is typed', () => {
	expect(formatJoinCode('7k2qx94t')).toBe('7K2Q-X94T');
	expect(['7K2Q-X94T', ' 7k2q x94t '].map(readJoinCode)).toEqual(['7k2qx94t', '7k2qx94t']);
});

test('the words that named three sources count as such, the earlier ones and unknown ones do not', () => {
	expect(
		[
			SHARING_TEXT_VERSION,
			'cohort-2026-12-c',
			'cohort-2026-12-b',
			'cohort-2026-12',
			'cohort-2026-11',
			'',
		].map(isEverySourceShared),
	).toEqual([true, true, true, true, false, false]);
});

test('other words on the slip that is agreed to are another version of it', () => {
	const words = ['fr', 'en'].map((locale) => {
		const file = resolve(import.meta.dirname, `../messages/${locale}/cohort.json`);
		const messages = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
		return messages.filter(([key]) => key.startsWith('cohort_offer_')).toSorted();
	});
	expect(words.map((one) => one.length)).toEqual([12, 12]);
	const hash = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
	// When the text changes, raise its version (`SHARING_TEXT_VERSION`) and change the hash here.
	expect({ [SHARING_TEXT_VERSION]: hash }).toEqual({ 'cohort-2026-12-d': '098533e9203463b1' });
});
