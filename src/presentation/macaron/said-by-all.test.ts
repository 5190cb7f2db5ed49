import { expect, test } from 'vitest';
import { saidByAll } from './said-by-all.ts';

test.each([
	[['advanced', 'advanced'], 'advanced'],
	[['starting', 'starting', 'starting'], 'starting'],
	[['advanced', 'beginner'], null],
	[['advanced', 'not-situated'], null],
	[['not-situated', 'not-situated'], null],
	[[], null],
] as const)('%j: said by all is %s', (standings, said) => {
	expect(saidByAll(standings.map((one) => ({ said: one })))).toBe(said);
});
