import { expect, test } from 'vitest';
import { m } from '#messages';
import { placingOf, placingText } from './placing.ts';

type Dimension = Parameters<typeof placingOf>[0][number];
const left = (answered = 0, length = 1): Dimension => ({
	said: { standing: 'not-situated', reason: 'unanswered', from: 'none' },
	...{ answered, statements: { length } },
});
const placed: Dimension = {
	said: { standing: 'intermediate', reason: 'estimated', from: 'express' },
	...{ answered: 1, statements: { length: 1 } },
};
const nothingApplies: Dimension = {
	said: { standing: 'not-situated', reason: 'nothing-applies', from: 'express' },
	...{ answered: 1, statements: { length: 1 } },
};
const times = (count: number, one: Dimension) => Array.from({ length: count }, () => one);

test('dimensions with a level are placed; those without enough answers are left, with the time they take', () => {
	expect(placingOf([...times(3, placed), ...times(9, left())])).toEqual({ placed: 3, left: 9, minutes: 3 });
	// 20 s for the first statement of a dimension and 15 s for each of the two others: 50 s, twelve times.
	expect(placingOf(times(12, left(0, 3)))).toEqual({ placed: 0, left: 12, minutes: 10 });
	// Four dimensions with one answer of three: twice 15 s in each.
	expect(placingOf(times(4, left(1, 3)))).toEqual({ placed: 0, left: 4, minutes: 2 });
	expect(placingOf([...times(11, placed), left()])).toEqual({ placed: 11, left: 1, minutes: 1 });
});

test('a dimension whose statements do not apply is neither placed nor left', () => {
	expect(placingOf([nothingApplies, placed, left()])).toMatchObject({ placed: 1, left: 1 });
});

test('the sentence counts what is placed, once something is', () => {
	expect(placingText({ placed: 0, left: 12, minutes: 4 })).toBe(m.today_left_many({ left: 12, minutes: 4 }));
	expect(placingText({ placed: 0, left: 1, minutes: 1 })).toBe(m.today_left_one({ minutes: 1 }));
	expect(placingText({ placed: 1, left: 11, minutes: 4 })).toBe(m.today_placed_one({ left: 11, minutes: 4 }));
	expect(placingText({ placed: 3, left: 9, minutes: 3 })).toBe(
		m.today_placed_many({ placed: 3, left: 9, minutes: 3 }),
	);
});
