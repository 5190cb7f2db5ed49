import { expect, test } from 'vitest';
import { listFormat } from './list-format.ts';

test.each([
	['fr', 'conjunction', 'a, b et c'],
	['en', 'conjunction', 'a, b and c'],
	['fr', 'unit', 'a, b et c'],
	['en', 'unit', 'a, b, c'],
] as const)('words in %s, by %s: %s', (locale, type, text) => {
	expect(listFormat(locale, type).format(['a', 'b', 'c'])).toBe(text);
	expect(listFormat(locale, type)).toBe(listFormat(locale, type));
});
