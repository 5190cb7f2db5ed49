import { expect, test } from 'vitest';
import { NamedCounters } from './named-counters.ts';

test('counts by name; whoever has none left is forgotten', () => {
	const tally = new NamedCounters();
	expect([tally.of('ada'), tally.size]).toEqual([0, 0]);
	for (const name of ['ada', 'emile', 'ada', 'ada']) tally.add(name);
	expect([tally.of('ada'), tally.of('emile'), tally.size]).toEqual([3, 1, 2]);
	tally.remove('emile');
	expect([tally.of('ada'), tally.of('emile'), tally.size]).toEqual([3, 0, 1]);
	tally.remove('ada');
	tally.remove('ada');
	expect([tally.of('ada'), tally.size]).toEqual([1, 1]);
	tally.remove('ada');
	expect([tally.of('ada'), tally.size]).toEqual([0, 0]);
});
