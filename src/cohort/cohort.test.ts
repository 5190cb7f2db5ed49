import { expect, test } from 'vitest';
import { progressOf, readJoinCode, sharesEverySource, SHARING_TEXT, shownJoinCode } from './cohort.ts';

test.each([
	[0, 12, 'not-started'],
	[1, 12, 'started'],
	[11, 12, 'started'],
	[12, 12, 'done'],
] as const)('%i dimensions answered of %i: %s', (answered, dimensions, progress) => {
	expect(progressOf(answered, dimensions)).toBe(progress);
});

test('a join code is shown in two groups of four, and read back however it is typed', () => {
	expect(shownJoinCode('7k2qx94t')).toBe('7K2Q-X94T');
	expect(['7K2Q-X94T', ' 7k2q x94t '].map(readJoinCode)).toEqual(['7k2qx94t', '7k2qx94t']);
});

test('the words that named three sources count as such, the earlier ones and unknown ones do not', () => {
	expect([SHARING_TEXT, 'cohort-2026-12', 'cohort-2026-11', ''].map(sharesEverySource)).toEqual([
		true,
		true,
		false,
		false,
	]);
});
