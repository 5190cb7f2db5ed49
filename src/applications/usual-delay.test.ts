import { expect, test } from 'vitest';
import { daysSince, usualDelay } from './usual-delay.ts';

const sent = new Date('2026-11-02T13:00:00Z');
const after = (days: number) => ({ sent, decided: new Date(sent.getTime() + days * 86_400_000) });

test('four decisions give no usual delay, five give the middle one', () => {
	expect(usualDelay([1, 2, 3, 4].map(after))).toBeNull();
	expect(usualDelay([9, 1, 2.2, 4, 30].map(after))).toBe(4);
});

test('a decision within the hour still counts for a day, and part of a day for a whole one', () => {
	expect(usualDelay([0, 0, 0.01, 0, 0].map(after))).toBe(1);
	expect(usualDelay([2.2, 2.2, 2.2, 2.2, 2.2].map(after))).toBe(3);
});

test('Bruno sees since how many days an application waits', () => {
	expect(daysSince(sent, new Date('2026-11-02T20:00:00Z'))).toBe(0);
	expect(daysSince(sent, new Date('2026-11-05T13:00:01Z'))).toBe(3);
});

test('of an even number the later of the two in the middle; a day begins with its last millisecond', () => {
	expect(usualDelay([1, 2, 3.5, 4, 5, 6].map(after))).toBe(4);
	expect(daysSince(sent, new Date(sent.getTime() + 2 * 86_400_000 - 1))).toBe(1);
	expect(daysSince(sent, new Date(sent.getTime() + 2 * 86_400_000))).toBe(2);
	expect(daysSince(sent, new Date(sent.getTime() - 86_400_000))).toBe(0);
});
