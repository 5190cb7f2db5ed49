import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { readShortCode, showShortCode } from './short-code.ts';

const code = fc.string({
	unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
	minLength: 8,
	maxLength: 8,
});

test('what a page shows can be typed back', () => {
	always({ 'letters and digits': 80 }, (met) =>
		fc.property(code, (stored) => {
			met('letters and digits', /[a-z]/.test(stored) && /\d/.test(stored));
			return readShortCode(showShortCode(stored)) === stored;
		}),
	);
	expect(showShortCode('k7tw3b9x')).toBe('K7TW-3B9X');
});

test.each([
	['k7tw 3b9x', 'k7tw3b9x'],
	[' K7TW-3B9X ', 'k7tw3b9x'],
	['OIL0-1234', '01101234'],
	['K7TW—3B9X', 'k7tw3b9x'],
	['\u200eK7TW\u00ad-3B9X\u2069', 'k7tw3b9x'],
	['K7TW − 3B9X', 'k7tw3b9x'],
	['K 7 T W 3 B 9 X', 'k7tw3b9x'],
	['Code : K7TW-3B9X', 'k7tw3b9x'],
	['code court K7TW-3B9X.', 'k7tw3b9x'],
	['Short code: k7tw3b9x', 'k7tw3b9x'],
	['#K7TW-3B9X', 'k7tw3b9x'],
	['« K7TW-3B9X »', 'k7tw3b9x'],
	['Code de12-3456', 'de123456'],
])('« %s » is read as %s', (typed, read) => {
	expect(readShortCode(typed)).toBe(read);
});

test.each(['', 'k7tw', 'k7tw3b9xx', 'k7tw3b9u', 'Bonjour à tous', 'code', '{"@context":1}'])(
	'« %s » is no short code',
	(typed) => {
		expect(readShortCode(typed)).toBeUndefined();
	},
);

test('a code among blanks is read up to 200 characters; longer, it is not looked at', () => {
	const padded = (length: number) => 'k7tw3b9x'.padEnd(length);
	expect(readShortCode(padded(200))).toBe('k7tw3b9x');
	expect(readShortCode(padded(201))).toBeUndefined();
});
