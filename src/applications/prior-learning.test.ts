import { expect, test } from 'vitest';
import { readInterview, restsOn } from './prior-learning.ts';

const TODAY = '2026-12-01';
const note = { date: '2026-11-20', minutes: '45', shown: 'Elle a animé un atelier devant moi.' };

test.each([
	['nothing', { date: '', minutes: '', shown: '' }, null],
	['a whole note', note, { ...note, minutes: 45 }],
	['one of today', { ...note, date: TODAY }, { date: TODAY }],
	['no date', { ...note, date: '' }, { field: 'interviewDate' }],
	['a day that is none', { ...note, date: '2026-02-30' }, { field: 'interviewDate' }],
	['a month that is none', { ...note, date: '2026-13-01' }, { field: 'interviewDate' }],
	['a day to come', { ...note, date: '2026-12-02' }, { field: 'interviewDate' }],
	['no length', { ...note, minutes: '' }, { field: 'interviewMinutes' }],
	['a length of nothing', { ...note, minutes: '0' }, { field: 'interviewMinutes' }],
	['a length in words', { ...note, minutes: 'une heure' }, { field: 'interviewMinutes' }],
	['eight hours', { ...note, minutes: '480' }, { minutes: 480 }],
	['more than eight hours', { ...note, minutes: '481' }, { field: 'interviewMinutes' }],
	['what was shown in a word', { ...note, shown: 'Bien.' }, { field: 'interviewShown' }],
])('an interview: %s', (_, typed, expected) => {
	const found = readInterview(typed, TODAY);
	if (expected === null) expect(found).toBeNull();
	else expect(found).toMatchObject(expected);
});

test.each([
	[2, null, 'evidence'],
	[0, { ...note, minutes: 45 }, 'interview'],
	[1, { ...note, minutes: 45 }, 'both'],
	[0, null, undefined],
])('what a badge rests on: %i pieces, interview %o', (pieces, interview, expected) =>
	expect(restsOn(pieces, interview)).toBe(expected),
);
