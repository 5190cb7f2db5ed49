import { expect, test } from 'vitest';
import { type PlacedMarking, placeMarkings } from './marking.ts';

const criteria = ['occasion', 'roles', 'together'];
const pieces = [{ id: 'a', title: 'Journal' }, { title: 'Sent before pieces kept their ids' }];
const one = (set: Partial<PlacedMarking>): PlacedMarking => ({
	...{ about: 'piece', at: 0, mark: 'met', comment: '' },
	...set,
});

test.each<[string, PlacedMarking, unknown[]]>([
	['a criterion', one({ about: 'criterion', at: 1 }), [{ about: 'criterion', of: 'roles', title: '' }]],
	['a piece', one({}), [{ about: 'piece', of: 'a', title: 'Journal', mark: 'met', comment: '' }]],
	['a piece without an id', one({ at: 1 }), [{ of: '1', title: 'Sent before pieces kept their ids' }]],
	['a comment alone', one({ mark: null, comment: 'Datez-la.' }), [{ mark: null, comment: 'Datez-la.' }]],
	['nothing marked', one({ mark: null }), []],
	['a place that no piece has', one({ at: 2 }), []],
	['a place that no criterion has', one({ about: 'criterion', at: 3 }), []],
])('%s', (_, placed, expected) => {
	const found = placeMarkings([placed], { criteria, pieces });
	expect(found).toMatchObject(expected);
	expect(found).toHaveLength(expected.length);
});

test('the order of the page stays', () => {
	const placed = [one({ about: 'criterion' }), one({ at: 1 }), one({ at: 0 })];
	expect(placeMarkings(placed, { criteria, pieces }).map(({ of }) => of)).toEqual(['occasion', '1', 'a']);
});
