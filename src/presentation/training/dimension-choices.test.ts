import { expect, test } from 'vitest';
import { dimensionChoices } from './dimension-choices.server.ts';

const told = (...given: Parameters<typeof dimensionChoices>) =>
	dimensionChoices(...given).map(({ number, group }) => `${number} ${group ?? '-'}`);

test('dimensions come in the order of the framework, without groups, when none comes first', () => {
	expect(told('fr')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `${number} -`));
	expect(told('fr', { recent: ['unknown'] })[0]).toBe('1 -');
});

test('what is chosen comes first, then what was worked on recently, then the others, each once', () => {
	const all = told('en', { chosen: ['communication'], recent: ['collaboration', 'communication'] });
	expect(all.slice(0, 4)).toEqual(['6 chosen', '5 recent', '1 other', '2 other']);
	expect(new Set(all).size).toBe(12);
	expect(told('en', { recent: ['collaboration'] }).slice(0, 2)).toEqual(['5 recent', '1 other']);
});
