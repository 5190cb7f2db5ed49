import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { helpedOfFive, readStep } from './looking-back.ts';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

test('a step is one of the five of the self-assessment; anything else is no answer', () => {
	expect(['0', '1', '2', '3', '4', 2].map(readStep)).toEqual([0, 1, 2, 3, 4, 2]);
	for (const sent of ['', '5', '-1', 'not-applicable', null, undefined, '1.0'])
		expect(readStep(sent)).toBeNull();
});

test.each([
	[0, 0, null],
	[4, 4, null],
	[5, 0, 0],
	[5, 4, 4],
	[5, 5, 5],
	[9, 7, 4],
	[10, 1, 1],
	[100, 9, 0],
])('of %i answers, %i of them yes: %s people out of five', (answers, helped, ofFive) => {
	expect(helpedOfFive({ answers, helped })).toBe(ofFive);
});

test('nothing is said of an activity on which nobody answered', () => {
	expect(helpedOfFive(undefined)).toBeNull();
});

const suggestion = (id: string): Suggestion => ({
	...{ id, dimensions: ['collaboration'], from: 'starting', audiences: ['teacher'], kind: 'reading' },
	...{
		minutes: 30,
		title: { fr: 'Lire', en: 'Reading' },
		about: { fr: 'Lire.', en: 'Read.' },
		address: null,
	},
});
const ada = { audience: 'teacher', dimension: 'collaboration', from: 'starting' } as const;

test('what helped more people comes first, what is not known stands in the middle, and fewer than five answers change nothing', () => {
	const catalogue = ['a-little', 'b-not-known', 'c-much', 'd-few-answers'].map(suggestion);
	const help = new Map([
		['a-little', { answers: 10, helped: 4 }],
		['c-much', { answers: 10, helped: 6 }],
		['d-few-answers', { answers: 4, helped: 4 }],
	]);
	expect(suggestionsFor(catalogue, ada, help).map(({ id }) => id)).toEqual([
		'c-much',
		'b-not-known',
		'd-few-answers',
	]);
});

test('one more answer that it helped never sends an activity further down', () => {
	const counts = fc.record({ answers: fc.integer({ min: 0, max: 40 }), helped: fc.nat(40) });
	const sound = counts.map(({ answers, helped }) => ({ answers, helped: Math.min(answers, helped) }));
	always({ 'told from this answer on': 5 }, (met) =>
		fc.property(fc.array(sound, { minLength: 3, maxLength: 3 }), (all) => {
			const ids = ['x', 'y', 'z'];
			const place = (first: { answers: number; helped: number }) => {
				const help = new Map(ids.map((id, at) => [id, at === 0 ? first : all[at]!]));
				return suggestionsFor(ids.map(suggestion), ada, help).findIndex(({ id }) => id === 'x');
			};
			const [of] = all;
			const more = { answers: of!.answers + 1, helped: of!.helped + 1 };
			met('told from this answer on', of!.answers === 4 && more.helped * 2 > more.answers);
			// The first answer told may be one that few were helped: until then, nothing was known.
			if (of!.answers >= 5 || of!.answers < 4) expect(place(more)).toBeLessThanOrEqual(place(of!));
		}),
	);
});
