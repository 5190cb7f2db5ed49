import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { hasWrongLength, readShortCode, showShortCode } from './short-code.ts';

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
	['code K7TW-3B9X de Ada', 'k7tw3b9x'],
	['Voici le code de mon badge : k7tw-3b9x, merci!', 'k7tw3b9x'],
	['Ada Tremblay-Roy (K7TW–3B9X)', 'k7tw3b9x'],
	['Le badge de Zoé, code KJTW-ABCX.', 'kjtwabcx'],
	['code K7TW3B9X d’Émile', 'k7tw3b9x'],
	['K7TW-3B9X ou bien k7tw3b9x', 'k7tw3b9x'],
	['code K7TW-3B9X d’Ada, peut-être, avec elle', 'k7tw3b9x'],
])('« %s » is read as %s', (typed, read) => {
	expect(readShortCode(typed)).toBe(read);
});

test.each(['', 'k7tw', 'k7tw3b9xx', 'k7tw3b9u', 'Bonjour à tous', 'code', '{"@context":1}'])(
	'« %s » is no short code',
	(typed) => {
		expect(readShortCode(typed)).toBeUndefined();
	},
);

test.each([
	'code K7TW-3B9X ou K7TW-3B9Y de Ada',
	'dont-elle de Ada',
	'le personne de Bruno',
	'https://x.example/b/k7tw-3b9x ici',
	'ada-k7tw-3b9x@x.example est là',
	'x.example/?code=k7tw3b9x et plus',
	'voir ada-k7tw-3b9x-roy demain',
	'rejoindre le 514-555-1234 demain',
])('« %s » holds no code, or more than one', (typed) => {
	expect(readShortCode(typed)).toBeUndefined();
});

test('a code of which a character is missing, or typed twice, has the wrong length; another text is no code', () => {
	for (const typed of ['K7TW-3B9', 'k7tw3b9', 'code : K7TW-3B', '« K7TW-3B9XX »', 'K7TW 3B9X 3B'])
		expect(hasWrongLength(typed), typed).toBe(true);
	for (const typed of ['', 'K7TW-3B9X', 'code K7TW-3B9X de Ada', 'K7', 'K7TU-3B9X', 'Bonjour', 'peut-être'])
		expect(hasWrongLength(typed), typed).toBe(false);
	for (const typed of [
		'k7tw3b9xk7tw3b9x',
		'x.example/b1',
		'{"a":1}',
		'Bonjour à 12 h',
		`${' '.repeat(200)}K7`,
	])
		expect(hasWrongLength(typed), typed).toBe(false);
});

test('a code among blanks is read up to 200 characters; longer, it is not looked at', () => {
	const padded = (length: number) => 'k7tw3b9x'.padEnd(length);
	expect(readShortCode(padded(200))).toBe('k7tw3b9x');
	expect(readShortCode(padded(201))).toBeUndefined();
});
