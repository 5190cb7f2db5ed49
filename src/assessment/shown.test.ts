import { expect, test } from 'vitest';
import { LEVELS, STANDINGS } from '#framework';
import { mayRepeatSituation, standingShownBy } from './shown.ts';

test('a situation shows the level of the choice, starting where it shows none yet, nothing until it is done', () => {
	expect(standingShownBy(undefined)).toBe('not-situated');
	expect(standingShownBy({ shows: null })).toBe('starting');
	for (const shows of LEVELS) expect(standingShownBy({ shows })).toBe(shows);
	const every = [undefined, { shows: null }, ...LEVELS.map((shows) => ({ shows }))];
	expect(new Set(every.map(standingShownBy))).toEqual(new Set(STANDINGS));
});

test.each([
	[undefined, '2026-11-27', true],
	['2026-11-27', '2026-11-27', false],
	['2026-11-26', '2026-11-27', true],
	['2025-12-31', '2026-01-01', true],
	// A clock that is set back does not allow a second choice.
	['2026-11-28', '2026-11-27', false],
])('chosen on %s, asked on %s: %s', (chosenOn, today, may) => {
	expect(mayRepeatSituation(chosenOn, today)).toBe(may);
});
