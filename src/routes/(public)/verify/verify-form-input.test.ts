import { expect, test } from 'vitest';
import { fieldOnPage, typedText } from './verify-form-input.ts';

const given = (reference: string, text = '', file = false) => ({ reference, text, file });

test('the code or the address is verified before the pasted text; spaces alone are nothing', () => {
	expect(typedText(given('K7TW-3B9X', '{}'))).toBe('K7TW-3B9X');
	expect(typedText(given(' \n', '{}'))).toBe('{}');
	expect(typedText(given('', ''))).toBe('');
});

test.each([
	['text', given('K7TW-3B9X', '{}'), 'reference'],
	['text', given(' ', '{}'), 'text'],
	['file', given('', ' '), 'reference'],
	['file', given('', '', true), 'file'],
	['file', given('', '{}'), 'file'],
	['file', given('K7TW-3B9X'), 'file'],
	['recipient', given('K7TW-3B9X'), 'recipient'],
	[undefined, given(''), undefined],
])('a problem of %s with %j is said beside %s', (field, what, wanted) => {
	expect(fieldOnPage(field, what)).toBe(wanted);
});
