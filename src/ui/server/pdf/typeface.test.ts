import { expect, test, vi } from 'vitest';

test('each letter says which it is, whatever accented letters an earlier document drew', async () => {
	// Fonts that no other test has used.
	vi.resetModules();
	const { FACES } = await import('./typeface.ts');
	for (const font of Object.values(FACES)) {
		const letters = font.characterSet
			.map((point) => String.fromCodePoint(point))
			.filter((letter) => letter.normalize('NFKC') === letter);
		// An earlier document, with every accented letter and none of those they are made of.
		const subset = font.createSubset();
		for (const letter of letters.filter((one) => one.normalize('NFD') !== one))
			for (const { id } of font.layout(letter).glyphs) subset.includeGlyph(id);
		subset.encode();
		const wrong = letters.filter(
			(letter) =>
				font
					.layout(letter)
					.glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints))
					.join('') !== letter,
		);
		expect(wrong).toEqual([]);
		expect(letters.length).toBeGreaterThan(90);
	}
});
