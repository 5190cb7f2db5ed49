import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

const suggestion = (change: Partial<Suggestion>): Suggestion => ({
	id: 'one',
	dimensions: ['collaboration'],
	from: 'starting',
	audiences: ['teacher'],
	kind: 'reading',
	minutes: 30,
	title: { fr: 'Lire', en: 'Reading' },
	about: { fr: 'Lire une page.', en: 'Read a page.' },
	address: null,
	...change,
});
const ada = { audience: 'teacher', dimension: 'collaboration', from: 'starting' } as const;
const ids = (found: readonly Suggestion[]) => found.map(({ id }) => id);

test('ties are broken by the side of the way, then the fewer dimensions, then the shorter, then the id', () => {
	const catalogue = [
		suggestion({ id: 'z' }),
		suggestion({ id: 'other-side', from: 'intermediate', minutes: 5 }),
		suggestion({ id: 'shorter', minutes: 20 }),
		suggestion({ id: 'wider', dimensions: ['collaboration', 'communication'], minutes: 1 }),
		suggestion({ id: 'a' }),
	];
	expect(ids(suggestionsFor(catalogue, ada))).toEqual(['shorter', 'a', 'z']);
	expect(ids(suggestionsFor(catalogue.slice(1, 2), ada))).toEqual(['other-side']);
	expect(ids(suggestionsFor(catalogue.slice(1, 4), ada))).toEqual(['shorter', 'wider', 'other-side']);
});

test('another audience’s and another dimension’s are left out', () => {
	const catalogue = [
		suggestion({ id: 'students', audiences: ['student'] }),
		suggestion({ id: 'elsewhere', dimensions: ['communication'] }),
	];
	expect(suggestionsFor(catalogue, ada)).toEqual([]);
});

test('the order of the file never matters, and there are at most three', () => {
	const any = fc.record({
		id: fc.uuid(),
		minutes: fc.integer({ min: 5, max: 90 }),
		from: fc.constantFrom('starting' as const, 'intermediate' as const),
		dimensions: fc.subarray(['collaboration', 'communication', 'problem-solving'], { minLength: 1 }),
	});
	always({ 'more than are shown': 20, 'fewer than are shown': 10 }, (met) =>
		fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 8 }), (changes) => {
			const catalogue = changes.map(suggestion);
			const found = suggestionsFor(catalogue, ada);
			met('more than are shown', catalogue.length > 3);
			met('fewer than are shown', found.length < 3);
			expect(found.length).toBeLessThanOrEqual(3);
			expect(suggestionsFor(catalogue.toReversed(), ada)).toEqual(found);
		}),
	);
});
