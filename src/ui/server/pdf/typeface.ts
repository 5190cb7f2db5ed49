import { create, type Font } from 'fontkit';
import bold from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff?inline';
import boldMore from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-700-normal.woff?inline';
import regular from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff?inline';
import regularMore from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-400-normal.woff?inline';

/**
 * The name of a font file of PDFs: two weights, each in two halves (French and neighbouring languages; other
 * Latin letters).
 */
export type Face = 'regular' | 'regular-more' | 'bold' | 'bold-more';

/** A part of a text that is drawn with one font file (`Face`). */
export interface FontRun {
	readonly shown: string;
	readonly face: Face;
	/** The text as written, where it could not be shown that way. */
	readonly actual?: string;
	/** True when no font has a similar letter: an empty square is drawn instead. */
	readonly missing: boolean;
}

/**
 * Opens a font and looks up its letters at once, because fontkit remembers for each glyph the characters for
 * which it was first asked. If it first drew « É », made of the glyph « E », it would remember none for « E
 * ». An « E » in a later document would then have no Unicode value (PDF 1.7, 9.10.3), and a screen reader
 * would read another character. Letters that stand for several (« ﬁ ») are left out, so that they keep the
 * characters as written.
 */
function open(address: string): Font {
	const font = create(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
	for (const point of font.characterSet.toSorted((a, b) => a - b)) {
		const letter = String.fromCodePoint(point);
		if (letter.normalize('NFKC') === letter) font.glyphForCodePoint(point);
	}
	return font;
}

/** The fonts of PDFs by file, opened once, because opening them costs as much as writing a page. */
export const FACES: Readonly<Record<Face, Font>> = {
	regular: open(regular),
	'regular-more': open(regularMore),
	bold: open(bold),
	'bold-more': open(boldMore),
};

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });
const covers = (face: Face, text: string) =>
	[...text].every((letter) => FACES[face].hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));

/**
 * Replacements for characters: by one that looks the same, or by nothing where no font draws the character.
 */
const SAME: readonly [RegExp, string][] = [
	[/[\t\u2028\u2029]/g, ' '],
	[/\u202f|\u2007/g, '\u00a0'],
	[/[\u2010\u2011]/g, '-'],
	[
		/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e\ufe0e\ufe0f\ufeff]/g,
		'',
	],
];

/**
 * Removes from a text the characters that no font draws (control characters, soft hyphens, direction marks)
 * and replaces some by ones that look the same. Line feeds stay.
 */
export const printableText = (text: string): string =>
	SAME.reduce((said, [marks, by]) => said.replace(marks, by), text.replace(/\r\n?/g, '\n').normalize('NFC'));

function pieceOf(cluster: string, weight: 'regular' | 'bold'): FontRun {
	const faces: Face[] = [weight, `${weight}-more`];
	const found = faces.find((face) => covers(face, cluster));
	if (found) return { shown: cluster, face: found, missing: false };
	// The nearest letter is found by removing one accent at a time: « ễ » is shown as « ê ».
	const [letter = '', ...marks] = cluster.normalize('NFKD');
	for (let kept = marks.length; kept >= 0; kept--) {
		const near = [letter, ...marks.slice(0, kept)].join('').normalize('NFC');
		const face = faces.find((one) => covers(one, near));
		if (face) return { shown: near, face, actual: cluster, missing: false };
	}
	return { shown: '', face: weight, actual: cluster, missing: true };
}

/**
 * Splits a text into pieces that are each drawn with one font file; a character without any similar letter
 * becomes a square.
 */
export function fontRunsOf(text: string, weight: 'regular' | 'bold'): readonly FontRun[] {
	const pieces: FontRun[] = [];
	for (const { segment } of graphemes.segment(text)) {
		const piece = pieceOf(segment, weight);
		const last = pieces.at(-1);
		const joins = last && last.face === piece.face && !last.actual && !piece.actual;
		if (joins) pieces[pieces.length - 1] = { ...last, shown: last.shown + piece.shown };
		else pieces.push(piece);
	}
	return pieces;
}

/** Whether the fonts of PDFs show some character of a text as a square or as another letter. */
export const hasSubstitutedLetters = (text: string): boolean =>
	fontRunsOf(printableText(text).replaceAll('\n', ' '), 'regular').some(({ actual }) => actual !== undefined);
