import type { Span, PdfText } from './content.ts';
import { type Face, FACES, type FontRun, fontRunsOf, printableText } from './typeface.ts';

/** A piece of text of a PDF, drawn with one font file, with the index of its span and its width in points. */
export interface MeasuredRun extends FontRun {
	readonly span: number;
	readonly width: number;
	/**
	 * The whole word that the piece belongs to, where some letter of that word could not be shown as written.
	 */
	readonly written?: { readonly text: string };
}

/** A line of text in a PDF: its pieces from left to right, with the space at its end. */
export type TextLine = readonly MeasuredRun[];

/** The square drawn for a letter that no font has: its side and the width it takes, in ems. */
export const MISSING_LETTER_SQUARE = { side: 0.6, room: 0.76 } as const;

/** A text as the list of its spans; a plain string becomes one span. */
export const spansOf = (text: PdfText): readonly Span[] => (typeof text === 'string' ? [{ text }] : text);

const spaceless = (piece: MeasuredRun, size: number): number => {
	const trimmed = piece.shown.replace(/ +$/, '');
	return trimmed === piece.shown ? piece.width : widthOf({ ...piece, shown: trimmed }, size);
};

/** Cache of word widths in ems, by font file and word: documents repeat the same words. */
const widths = new Map<string, number>();
const MOST_WIDTHS = 5000;

function emsOf(face: Face, word: string): number {
	const name = `${face} ${word}`;
	const known = widths.get(name);
	if (known !== undefined) return known;
	if (widths.size >= MOST_WIDTHS) widths.clear();
	const found = FACES[face].layout(word).advanceWidth / FACES[face].unitsPerEm;
	widths.set(name, found);
	return found;
}

function widthOf({ shown, face, missing }: FontRun, size: number): number {
	if (missing) return MISSING_LETTER_SQUARE.room * size;
	// Words are measured one by one, as they are drawn, without kerning across a space.
	const words = shown.match(/[^ ]* |[^ ]+/g) ?? [];
	return words.reduce((sum, word) => sum + emsOf(face, word) * size, 0);
}

const total = (pieces: readonly MeasuredRun[], size: number): number =>
	pieces.reduce((sum, one, at) => sum + (at === pieces.length - 1 ? spaceless(one, size) : one.width), 0);

const merge = (pieces: readonly MeasuredRun[], size: number): MeasuredRun[] => {
	const merged: MeasuredRun[] = [];
	for (const piece of pieces) {
		const last = merged.at(-1);
		const joins = last?.span === piece.span && last.face === piece.face && !last.written && !piece.written;
		if (last && joins) {
			const shown = last.shown + piece.shown;
			merged[merged.length - 1] = { ...last, shown, width: widthOf({ ...last, shown }, size) };
		} else merged.push(piece);
	}
	return merged;
};

/**
 * Makes a part of a word that is too long for a line. It never has `written`, which stands for a whole word: a
 * screen reader reads only the characters drawn in this part.
 */
function part({ span, face, missing }: MeasuredRun, shown: string, size: number): MeasuredRun {
	return { span, face, missing, shown, width: widthOf({ shown, face, missing }, size) };
}

/**
 * Cuts a word that is too long for a line: after punctuation of a web address, or else after any character.
 */
function cut(word: readonly MeasuredRun[], size: number, width: number): MeasuredRun[][] {
	const parts = (pieces: readonly MeasuredRun[], pattern: RegExp) =>
		pieces.flatMap((piece) =>
			piece.actual
				? [[{ ...piece, written: { text: piece.actual } }]]
				: (piece.shown.match(pattern) ?? []).map((shown) => [part(piece, shown, size)]),
		);
	return parts(word, /[^/?&=.@_-]*[/?&=.@_-]+ *|[^/?&=.@_-]+/g).flatMap((one) =>
		total(one, size) <= width ? [one] : parts(one, /\P{M}\p{M}* */gu),
	);
}

/**
 * The words of a text, as pieces to set; what is between two spaces stays together, even across spans. Null
 * is a line feed.
 */
function wordsOf(text: PdfText, size: number, allBold: boolean): (readonly MeasuredRun[] | null)[] {
	const words: (MeasuredRun[] | null)[] = [];
	spansOf(text).forEach(({ text: raw, bold }, span) => {
		for (const token of printableText(raw).match(/\n|[^ \n]+ *| +/g) ?? []) {
			if (token === '\n') {
				words.push(null);
				continue;
			}
			const pieces = fontRunsOf(token, allBold || bold ? 'bold' : 'regular');
			const written = pieces.some(({ actual }) => actual !== undefined) && { text: token };
			const placed = pieces.map((piece): MeasuredRun => ({
				...piece,
				span,
				width: widthOf(piece, size),
				...(written && { written }),
			}));
			const last = words.at(-1);
			if (last && !last.at(-1)?.shown.endsWith(' ')) last.push(...placed);
			else words.push(placed);
		}
	});
	return words;
}

/**
 * Breaks a text of a PDF into lines of at most `width` points, ragged right. Never loses a character: a word
 * that is too long is cut.
 */
export function linesOf(
	text: PdfText,
	{ size, bold, width }: { size: number; bold: boolean; width: number },
): readonly TextLine[] {
	const lines: TextLine[] = [];
	let line: MeasuredRun[] = [];
	const close = () => {
		lines.push(merge(line, size));
		line = [];
	};
	const place = (word: readonly MeasuredRun[]) => {
		const all = [...line, ...word];
		// The parts of a cut word are merged again, and letters that meet there may be spaced more widely.
		const set = line.at(-1)?.shown.endsWith(' ') ? all : merge(all, size);
		if (line.length > 0 && total(set, size) > width) close();
		line.push(...word);
	};
	for (const word of wordsOf(text, size, bold)) {
		if (word === null) close();
		else if (total(word, size) > width) cut(word, size, width).forEach(place);
		else place(word);
	}
	close();
	return lines;
}
