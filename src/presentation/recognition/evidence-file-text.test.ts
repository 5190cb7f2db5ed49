import { expect, test } from 'vitest';
import { EXTENSIONS } from '#platform/server';
import { shownFile, sizeText } from './evidence-file-text.ts';

test('a size is told in kilobytes, then in megabytes with one decimal, in each language', () => {
	expect(
		[1, 499, 1_500, 999_499, 999_500, 1_249_000, 8_000_000].map((bytes) => sizeText(bytes, 'fr')),
	).toEqual(['1\u00a0Ko', '1\u00a0Ko', '2\u00a0Ko', '999\u00a0Ko', '1\u00a0Mo', '1,2\u00a0Mo', '8\u00a0Mo']);
	expect(sizeText(1_249_000, 'en')).toBe('1.2\u00a0MB');
});

test('every type of file that is accepted has a name that people know', () => {
	const of = (type: string) =>
		shownFile({ id: 'f', name: '', type, bytes: 1, width: null, height: null }, '/review/a', 'fr')?.kind;
	const types = Object.keys(EXTENSIONS);
	expect(types.length).toBeGreaterThan(5);
	expect(types.filter((type) => !of(type))).toEqual([]);
});
