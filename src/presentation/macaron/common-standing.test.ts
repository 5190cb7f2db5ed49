import { expect, test } from 'vitest';
import { commonStanding } from './common-standing.ts';

test.each([
	[['advanced', 'advanced'], 'advanced'],
	[['starting', 'starting', 'starting'], 'starting'],
	[['advanced', 'beginner'], null],
	[['advanced', 'not-situated'], null],
	[['not-situated', 'not-situated'], null],
	[[], null],
] as const)('%j: said by all is %s', (standings, said) => {
	expect(commonStanding(standings.map((one) => ({ said: one })))).toBe(said);
});
