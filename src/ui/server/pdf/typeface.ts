import { create, type Font } from 'fontkit';
import bold from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff?inline';
import boldMore from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-700-normal.woff?inline';
import regular from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff?inline';
import regularMore from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-400-normal.woff?inline';

/** The files of the typeface: two weights, each in two halves (French and its neighbours, the other Latin letters). */
export type Face = 'regular' | 'regular-more' | 'bold' | 'bold-more';

/** A stretch of text in one file of the typeface. */
export interface Piece {
	readonly shown: string;
	readonly face: Face;
	/** What was written, where it could not be shown as it was. */
	readonly actual?: string;
	/** No letter comes near: an empty square stands for it. */
	readonly missing: boolean;
}

const open = (address: string): Font =>
	create(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));

/** Read once: opening them costs as much as writing a page. */
export const FACES: Readonly<Record<Face, Font>> = {
	regular: open(regular),
	'regular-more': open(regularMore),
	bold: open(bold),
	'bold-more': open(boldMore),
};

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });
const covers = (face: Face, text: string) =>
	[...text].every((letter) => FACES[face].hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));

/** Letters that look the same, and marks that are not drawn. */
const SAME: readonly [RegExp, string][] = [
	[/[\t\u2028\u2029]/g, ' '],
	[/\u202f|\u2007/g, '\u00a0'],
	[/[\u2010\u2011]/g, '-'],
	[
		/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e\ufe0e\ufe0f\ufeff]/g,
		'',
	],
];

/** The same text without what no font draws: control marks, soft hyphens, direction marks. Line feeds stay. */
export const plainText = (text: string): string =>
	SAME.reduce((said, [marks, by]) => said.replace(marks, by), text.replace(/\r\n?/g, '\n').normalize('NFC'));

function pieceOf(cluster: string, weight: 'regular' | 'bold'): Piece {
	const faces: Face[] = [weight, `${weight}-more`];
	const found = faces.find((face) => covers(face, cluster));
	if (found) return { shown: cluster, face: found, missing: false };
	// « ễ » is shown « ê »: the nearest letter, one mark less at a time.
	const [letter = '', ...marks] = cluster.normalize('NFKD');
	for (let kept = marks.length; kept >= 0; kept--) {
		const near = [letter, ...marks.slice(0, kept)].join('').normalize('NFC');
		const face = faces.find((one) => covers(one, near));
		if (face) return { shown: near, face, actual: cluster, missing: false };
	}
	return { shown: '', face: weight, actual: cluster, missing: true };
}

/** A text in pieces of one file of the typeface each; what has no letter at all becomes one square per sign. */
export function piecesOf(text: string, weight: 'regular' | 'bold'): readonly Piece[] {
	const pieces: Piece[] = [];
	for (const { segment } of graphemes.segment(text)) {
		const piece = pieceOf(segment, weight);
		const last = pieces.at(-1);
		const joins = last && last.face === piece.face && !last.actual && !piece.actual;
		if (joins) pieces[pieces.length - 1] = { ...last, shown: last.shown + piece.shown };
		else pieces.push(piece);
	}
	return pieces;
}

/** True when a square or a nearer letter stands somewhere for what was written. */
export const isAltered = (text: string): boolean =>
	piecesOf(plainText(text).replaceAll('\n', ' '), 'regular').some(({ actual }) => actual !== undefined);
