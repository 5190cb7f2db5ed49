import PDFDocument from 'pdfkit';
import { mustNotBeServingThread } from '#platform/threads';
import type { PdfContent } from './content.ts';
import type { PageStrip } from './set-text.ts';
import { FOOTER_STYLE, heightOf } from './rhythm.ts';
import { stripsOf } from './strips.ts';
import { drawArtifact, Tag } from './tag.ts';
import { type Face, FACES, hasSubstitutedLetters, fontRunsOf, printableText } from './typeface.ts';

export type { Block, PdfFigure, PdfContent, Pen, Span, PdfText } from './content.ts';
export { hasSubstitutedLetters };

/** The size of a page, US Letter as used in Québec: 8½ × 11 inches, in points. */
const [WIDTH, HEIGHT] = [612, 792];
const MARGIN = { side: 58, top: 46, bottom: 46 } as const;

/**
 * Prepares a text for a PDF's metadata. pdfkit writes its XML metadata unescaped, but its info dictionary
 * needs the plain text: this string object gives each the right one.
 */
function metadata(text: string): string {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return Object.assign(new String(text), { toString: () => escaped }) as unknown as string;
}

/** Options that pdfkit 0.20 supports but its types lack. */
type Options = Omit<PDFKit.PDFDocumentOptions, 'font' | 'subset'> & { font: null; subset: 'PDF/UA' };

function open({ title, lang, author, date }: PdfContent): PDFKit.PDFDocument {
	const options: Options = {
		size: [WIDTH, HEIGHT],
		margin: 0,
		pdfVersion: '1.7',
		subset: 'PDF/UA',
		tagged: true,
		lang,
		displayTitle: true,
		bufferPages: true,
		autoFirstPage: false,
		font: null,
		info: {
			Title: metadata(printableText(title)),
			Author: metadata(printableText(author)),
			Creator: 'Macaron',
			Producer: 'Macaron (PDFKit)',
			CreationDate: date,
		},
	};
	const doc = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
	for (const [face, font] of Object.entries(FACES)) doc.registerFont(face, font as unknown as Buffer);
	return doc;
}

/**
 * The scales of text, tried in turn until all fits on one page. Body text never gets smaller than 9 points.
 */
const SCALES = [1, 0.95, 0.9] as const;

function fitted(doc: PDFKit.PDFDocument, blocks: PdfContent['blocks'], root: Tag): readonly PageStrip[] {
	const set = (scale: number) =>
		blocks.flatMap((block) => stripsOf({ doc, scale }, block, WIDTH - 2 * MARGIN.side, root));
	const room = HEIGHT - MARGIN.top - MARGIN.bottom;
	const settings = SCALES.values().map(set);
	return settings.find((strips) => heightOf(strips) <= room) ?? set(1);
}

/**
 * Draws strips (parts that are never split) from top to bottom, on as many pages as needed. A strip with
 * `keep` goes to the next page if it would be the last of its page.
 */
function lay(doc: PDFKit.PDFDocument, strips: readonly PageStrip[]): void {
	doc.addPage();
	const bottom = HEIGHT - MARGIN.bottom;
	let y: number = MARGIN.top;
	strips.forEach((strip, at) => {
		let together = strip.height;
		for (let next = at; strips[next]?.keep && strips[next + 1]; next++)
			together += (strips[next + 1]?.above ?? 0) + (strips[next + 1]?.height ?? 0);
		const top = y === MARGIN.top ? y : y + strip.above;
		// The strip above is kept with this one, and it was placed so that both fit.
		const follows = strips[at - 1]?.keep && y > MARGIN.top;
		const fits = (height: number, from: number) => from + height <= bottom;
		const better = !follows && !fits(together, top) && fits(together, MARGIN.top);
		if (y > MARGIN.top && (better || !fits(strip.height, top))) {
			doc.addPage();
			y = MARGIN.top;
		} else y = top;
		strip.draw(MARGIN.side, y);
		y += strip.height;
	});
}

/**
 * Writes page numbers when there are several pages, as artifacts, since screen readers announce page numbers
 * themselves.
 */
function number(doc: PDFKit.PDFDocument, footer: PdfContent['footer']): void {
	const { count } = doc.bufferedPageRange();
	if (count < 2) return;
	for (let page = 0; page < count; page++) {
		doc.switchToPage(page);
		drawArtifact(
			doc,
			() => {
				let x: number = MARGIN.side;
				for (const { shown, face } of fontRunsOf(
					printableText(footer(String(page + 1), String(count))),
					'regular',
				)) {
					doc
						.font(face satisfies Face)
						.fontSize(FOOTER_STYLE.size)
						.fillColor('black');
					doc.text(shown, x, HEIGHT - 32, { lineBreak: false });
					x += doc.widthOfString(shown);
				}
			},
			'Pagination',
		);
	}
}

/**
 * Writes a document as a tagged PDF 1.7 that declares PDF/UA-1 (ISO 14289-1): language, title, structure,
 * alternative texts, embedded fonts. The same content gives the same bytes. Table rows and `beside` blocks
 * are never split: keep them shorter than a page. Throws on the thread that answers visitors.
 */
export async function writePdf(content: PdfContent): Promise<Uint8Array<ArrayBuffer>> {
	mustNotBeServingThread('A PDF was being written');
	const doc = open(content);
	const parts: Uint8Array[] = [];
	const written = new Promise<void>((done, fail) => {
		doc.on('data', (part: Uint8Array) => void parts.push(part));
		doc.on('end', done);
		doc.on('error', fail);
	});
	const root = new Tag(doc, 'Document', null);
	lay(doc, fitted(doc, content.blocks, root));
	number(doc, content.footer);
	root.end();
	doc.end();
	await written;
	return Uint8Array.from(Buffer.concat(parts));
}
