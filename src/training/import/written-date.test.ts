import { expect, test } from 'vitest';
import { dateOrder, type DateOrder, writtenDate } from './written-date.ts';

test.each([
	['2026-11-28', null, '2026-11-28'],
	['2026/1/5', null, '2026-01-05'],
	['2026-11-28T14:30:00Z', null, '2026-11-28'],
	['28/11/26, 14:30', 'day', '2026-11-28'],
	['28/11/26, 14:30', null, '2026-11-28'],
	['11/28/2026', null, '2026-11-28'],
	['3/4/2026', 'day', '2026-04-03'],
	['3/4/2026', 'month', '2026-03-04'],
	['4/4/2026', null, '2026-04-04'],
	['28 novembre 2026', null, '2026-11-28'],
	['1er août 2026', null, '2026-08-01'],
	['samedi 28 novembre 2026, 14:30', null, '2026-11-28'],
	['Saturday, 28 November 2026, 2:30 PM', null, '2026-11-28'],
	['Nov. 3, 2026', null, '2026-11-03'],
	['28 déc. 2026', null, '2026-12-28'],
] as const)('%s, with %s first, is %s', (text, order: DateOrder, date) => {
	expect(writtenDate(text, order)).toEqual({ date });
});

test.each([
	['', null, 'training.date-unreadable'],
	['hier', null, 'training.date-unreadable'],
	['2026-02-30', null, 'training.date-unreadable'],
	['31/11/2026', 'day', 'training.date-unreadable'],
	['13/2/2026', 'month', 'training.date-unreadable'],
	['28 brumaire 2026', null, 'training.date-unreadable'],
	['46000', null, 'training.date-unreadable'],
	['3/4/2026', null, 'training.date-ambiguous'],
] as const)('%s, with %s first, is told as %s', (text, order: DateOrder, code) => {
	expect(writtenDate(text, order)).toEqual({ code });
});

test('one date that tells day from month tells it for all, unless another says the contrary', () => {
	expect(dateOrder(['3/4/26', '28/11/26', '2026-01-30'])).toBe('day');
	expect(dateOrder(['3/4/26', '11/28/26'])).toBe('month');
	expect(dateOrder(['28/11/26', '11/28/26'])).toBeNull();
	expect(dateOrder(['3/4/26', '2026-12-25', 'hier'])).toBeNull();
});
