import { expect, test } from 'vitest';
import { DRAFT_LIMITS, isWithinDraftLimit, hasSameContent, onlyEnteredFields } from './index.ts';

test('what is typed is kept; neither what forms carry by themselves nor a password', () => {
	const fields = {
		key: 'k',
		form: 'add',
		writer: 'w',
		draft: '3',
		password: 'x',
		newPassword: 'y',
		title: 'Atelier',
		dimensions: ['collaboration'],
		formality: 'oui',
	};
	expect(onlyEnteredFields(fields)).toEqual({
		title: 'Atelier',
		dimensions: ['collaboration'],
		formality: 'oui',
	});
});

test('how much is kept, and how long, is what people are told', () => {
	expect(DRAFT_LIMITS).toEqual({ days: 30, mostOfOne: 50, longest: 40_000, carriedMinutes: 60 });
});

test('a draft is kept up to its longest', () => {
	const around = JSON.stringify({ reflection: '' }).length;
	expect(isWithinDraftLimit({ reflection: 'a'.repeat(DRAFT_LIMITS.longest - around) })).toBe(true);
	expect(isWithinDraftLimit({ reflection: 'a'.repeat(DRAFT_LIMITS.longest - around + 1) })).toBe(false);
});

test.each([
	[{ a: '1', b: ['x'] }, { b: ['x'], a: '1' }, true],
	[{ a: '1', b: '' }, { a: '1' }, true],
	[{ a: '1', b: [] }, { a: '1' }, true],
	[{ a: '1' }, { a: '2' }, false],
	[{ a: '1' }, { b: '1' }, false],
	[{ a: ['x', 'y'] }, { a: ['y', 'x'] }, false],
	[{ a: '1' }, {}, false],
])('%j and %j say the same: %s', (one, other, same) => {
	expect(hasSameContent(one, other)).toBe(same);
	expect(hasSameContent(other, one)).toBe(same);
});
