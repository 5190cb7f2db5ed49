import { expect, test } from 'vitest';
import { characterCount, isStorable, replaceUnstorable } from './index.ts';

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
