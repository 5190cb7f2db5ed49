import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { characterCount, isStorable, replaceUnstorable, wordCount } from './index.ts';

test.each([
	['', true],
	['Élise D’Aoust\n\t😀 \u001f', true],
	['\uFFFD', true],
	['\0', false],
	['avant\0après', false],
	['\uD83D', false],
	['\uDE00\uD83D', false],
	['fin \uDBFF', false],
])('whether %j can be kept: %s', (text, storable) => {
	expect(isStorable(text)).toBe(storable);
	expect(isStorable(replaceUnstorable(text))).toBe(true);
	expect(replaceUnstorable(text) === text).toBe(storable);
});

test('the mark stands where the character stood', () => {
	expect(replaceUnstorable('a\0b\0')).toBe('a\uFFFDb\uFFFD');
	expect(replaceUnstorable('a\uD83Db')).toBe('a\uFFFDb');
});

test.each([
	['', 0],
	['Élise', 5],
	['E\u0301lise', 5],
	['😀😀', 2],
	['ᐃᓄᒃᑎᑐᑦ', 6],
	['a\nb', 3],
	// A family is several people joined: three emoji and two joiners.
	['👩‍👩‍👧', 5],
])('%j has %i characters', (text, count) => {
	expect(characterCount(text)).toBe(count);
});

test.each([
	['', 0],
	[' \n\t\u00a0 ', 0],
	['un', 1],
	['  deux \r\n\r\n mots ', 2],
	['L’école, aujourd’hui', 2],
	['a well-known teacher’s idea', 4],
	['Je retiens ceci\u00a0: « relire »\u00a0– à 2', 6],
	['— … ; !', 0],
	['24\u00a0h', 2],
	['ᐃᓄᒃᑎᑐᑦ nunavik', 2],
	['😀 😀', 0],
])('%j has %i words', (text, count) => {
	expect(wordCount(text)).toBe(count);
});

test('words do not depend on how letters are composed, on spaces, nor on the marks that stand alone', () => {
	always({ 'several words': 40 }, (met) =>
		fc.property(
			fc.array(fc.constantFrom('été', 'l’outil', 'well-known', '25', 'ÉCOLE'), { maxLength: 60 }),
			fc.constantFrom(' ', '\n', '\u00a0', ' \u2013 ', '\u00a0: '),
			(words, between) => {
				met('several words', words.length > 1);
				const text = words.join(between);
				expect(wordCount(text)).toBe(words.length);
				expect(wordCount(text.normalize('NFD'))).toBe(words.length);
				expect(wordCount(`${text} et`)).toBe(words.length + 1);
			},
		),
	);
});
