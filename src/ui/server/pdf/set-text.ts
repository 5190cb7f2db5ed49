import type { PdfText } from './content.ts';
import { type TextLine, linesOf, type MeasuredRun, spansOf, MISSING_LETTER_SQUARE } from './lines.ts';
import { drawArtifact, type Tag } from './tag.ts';
import { FACES } from './typeface.ts';

/**
 * A piece of a PDF page that is never split: its height, and how to draw it from its top left corner
 * (points).
 */
export interface PageStrip {
	readonly height: number;
	/** Space above the strip, in points, omitted at the top of a page. */
	readonly above: number;
	/** True when the strip must not be the last of a page. */
	readonly keep?: boolean;
	readonly draw: (x: number, y: number) => void;
}

/** A text style of a PDF: size in points, leading as a multiple of the size, and weight. */
export interface TextStyle {
	readonly size: number;
	readonly leading: number;
	readonly bold: boolean;
}

const ascent = FACES.regular.ascent / FACES.regular.unitsPerEm;
const descent = FACES.regular.descent / FACES.regular.unitsPerEm;
/** Distance from the top of a line to its baseline, in points. */
const baseline = ({ size, leading }: TextStyle) => (size * (leading + ascent + descent)) / 2;

function draw(doc: PDFKit.PDFDocument, piece: MeasuredRun, type: TextStyle, x: number, y: number) {
	if (piece.missing) {
		const side = MISSING_LETTER_SQUARE.side * type.size;
		const left = x + ((MISSING_LETTER_SQUARE.room - MISSING_LETTER_SQUARE.side) * type.size) / 2;
		doc.lineWidth(type.size / 14).rect(left, y + baseline(type) - side, side, side);
		doc.stroke('black');
		return;
	}
	doc.font(piece.face).fontSize(type.size).fillColor('black');
	doc.text(piece.shown, x, y + baseline(type), { lineBreak: false, baseline: 'alphabetic' });
}

/**
 * Consecutive pieces of a line that get one tag: they are of one span, and of one word where that word could
 * not be shown as written.
 */
interface Stretch {
	readonly span: number;
	readonly written: string | undefined;
	readonly from: number;
	readonly to: number;
	readonly pieces: readonly (readonly [MeasuredRun, number])[];
}

function stretches(line: TextLine, x: number): readonly Stretch[] {
	const found: Stretch[] = [];
	let [left, word]: [number, unknown] = [x, undefined];
	for (const piece of line) {
		const last = found.at(-1);
		const right = left + piece.width;
		if (last?.span === piece.span && word === piece.written)
			found[found.length - 1] = { ...last, to: right, pieces: [...last.pieces, [piece, left]] };
		else
			found.push({
				span: piece.span,
				written: piece.written?.text,
				from: left,
				to: right,
				pieces: [[piece, left]],
			});
		[left, word] = [right, piece.written];
	}
	return found;
}

/**
 * Sets a text of a PDF as one strip (a part that is never split over pages) per line, inside the structure
 * element `tag`; links are clickable and carry their own text.
 */
export function textStrips(
	doc: PDFKit.PDFDocument,
	text: PdfText,
	{
		type,
		width,
		tag,
		above = 0,
		keep = false,
	}: { type: TextStyle; width: number; tag: Tag; above?: number; keep?: boolean },
): PageStrip[] {
	const spans = spansOf(text);
	// A link broken over lines stays one link; broken over pages, it becomes two.
	const links = new Map<number, { tag: Tag; page: unknown }>();
	const linkOf = (span: number) => {
		const open = links.get(span);
		if (open?.page === doc.page) return open.tag;
		open?.tag.end();
		const fresh = { tag: tag.inside('Link'), page: doc.page };
		links.set(span, fresh);
		return fresh.tag;
	};
	const lines = linesOf(text, { size: type.size, bold: type.bold, width });
	const height = type.size * type.leading;
	return lines.map((line, at) => ({
		height,
		above: at === 0 ? above : 0,
		keep: keep || (at === 0 && lines.length > 1),
		draw(x, y) {
			for (const { span, written, from, to, pieces } of stretches(line, x)) {
				const href = spans[span]?.href;
				const own = href ? linkOf(span) : tag;
				const said = written === undefined ? own : own.inside('Span', { actual: written });
				said.content(() => pieces.forEach(([piece, left]) => draw(doc, piece, type, left, y)));
				if (!href) continue;
				const foot = y + baseline(type) + type.size * 0.14;
				drawArtifact(doc, () => doc.lineWidth(0.5).moveTo(from, foot).lineTo(to, foot).stroke('black'));
				// In pdfkit, a String object is written as text and a primitive string as a name. The types
				// lack `structParent`.
				const facts = { structParent: own.open(), Contents: new String(spans[span]?.text ?? href) as string };
				doc.link(from, y, to - from, height, href, facts);
			}
			if (at === lines.length - 1) for (const { tag: link } of links.values()) link.end();
		},
	}));
}
