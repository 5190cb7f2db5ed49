import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { otherFieldValues, plainName, problemOf, valueOf, valuesOf } from './form-state.ts';

// The answer to a form that Ada sent without a title, having unchecked one of two dimensions.
const refused = {
	problems: [
		{ field: 'title', text: 'Écrivez un titre.' },
		{ field: 'dimensions.0', text: 'Choisissez une dimension de la liste.' },
		{ text: 'Ce formulaire a déjà servi.' },
	],
	values: { title: '', minutes: '45', dimensions: ['collaboration'] },
};

test('a problem is found under the name of its field, array mark or index left aside', () => {
	expect(problemOf(refused, 'title')).toBe('Écrivez un titre.');
	expect(problemOf(refused, 'dimensions[]')).toBe('Choisissez une dimension de la liste.');
	expect(problemOf(refused, 'minutes')).toBeUndefined();
	expect(problemOf(null, 'title')).toBeUndefined();
});

test('what Ada typed comes back, even when she typed nothing', () => {
	expect(valueOf(refused, 'title', 'Atelier du RÉCIT')).toBe('');
	expect(valueOf(refused, 'minutes', 60)).toBe('45');
	expect(valuesOf(refused, 'dimensions[]', ['collaboration', 'communication'])).toEqual(['collaboration']);
});

test('a group she left empty stays empty; a field the form did not have keeps its first value', () => {
	expect(valuesOf({ ...refused, values: {} }, 'dimensions[]', ['collaboration'])).toEqual([]);
	expect(valueOf(refused, 'date', '2026-11-20')).toBe('2026-11-20');
});

test('after a success, and before anything is sent, the page decides', () => {
	expect(valueOf({ done: true }, 'title', 'Atelier du RÉCIT')).toBe('Atelier du RÉCIT');
	expect(valueOf(undefined, 'title', null)).toBe('');
	expect(valuesOf(null, 'dimensions[]', ['collaboration'])).toEqual(['collaboration']);
});

test('a draft comes back as what was typed does, with nothing to mend', () => {
	const draft = { draft: true, values: { title: 'Atelier', dimensions: ['collaboration'] } } as const;
	expect(valueOf(draft, 'title', '')).toBe('Atelier');
	expect(valuesOf(draft, 'dimensions[]', ['communication'])).toEqual(['collaboration']);
	expect(problemOf(draft, 'title')).toBeUndefined();
	expect(valueOf({ values: draft.values }, 'title', 'first')).toBe('first');
});

test.each([
	['title', ['Atelier'], undefined],
	['title', ['Autre'], ['Atelier']],
	['title', [''], ['Atelier']],
	['dimensions[]', ['b', 'a'], undefined],
	['dimensions[]', ['a'], ['a', 'b']],
	['minutes', ['45'], undefined],
	['link', [''], undefined],
	['link', [], undefined],
	['link', ['https://exemple.ca'], []],
	['reflection', ['x'], []],
])('of the other version, %s is shown beside %j as %j', (name, mine, shown) => {
	const values = { title: 'Atelier', dimensions: ['a', 'b'], minutes: 45, link: '' };
	expect(otherFieldValues({ caption: 'Autre version', values }, name, mine)).toEqual(shown);
	expect(otherFieldValues(null, name, mine)).toBeUndefined();
});

test('any text that was typed comes back as it was', () => {
	always({ 'some text': 50 }, (met) =>
		fc.property(fc.string(), (typed) => {
			met('some text', typed.length > 1);
			expect(valueOf({ problems: [{ text: 'x' }], values: { title: typed } }, 'title', 'first')).toBe(typed);
		}),
	);
	expect(plainName('dimensions[]')).toBe('dimensions');
});
