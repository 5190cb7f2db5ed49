import type { Block } from './content.ts';
import type { PageStrip, TextStyle } from './set-text.ts';

/** The PDF document being written, and the scale of everything set on it (1: normal size). */
export interface ScaledPdf {
	readonly doc: PDFKit.PDFDocument;
	readonly scale: number;
}

/** The type of a document's block of one kind, such as `BlockOfKind<'table'>`. */
export type BlockOfKind<K extends Block['kind']> = Extract<Block, { kind: K }>;

/**
 * The text styles of PDFs. Sizes are in points; all but `small` are on the site's scale of 1.2 from 10
 * points.
 */
const TYPES = {
	h1: { size: 20.7, leading: 1.2, bold: true },
	h2: { size: 12, leading: 1.2, bold: true },
	h3: { size: 10, leading: 1.3, bold: true },
	lead: { size: 12, leading: 1.35, bold: false },
	plain: { size: 10, leading: 1.42, bold: false },
	strong: { size: 10, leading: 1.42, bold: true },
	small: { size: 8.6, leading: 1.4, bold: false },
	eyebrow: { size: 10, leading: 1.4, bold: true },
	grave: { size: 14.4, leading: 1.3, bold: true },
} as const satisfies Record<string, TextStyle>;

/** The text style of a part of a PDF (`h1`, `plain`, `small`…), at the document's scale. */
export const textStyleOf = ({ scale }: ScaledPdf, name: keyof typeof TYPES): TextStyle => ({
	...TYPES[name],
	size: TYPES[name].size * scale,
});

/** The distances between parts of a PDF, in points. */
export const SPACE = { tiny: 2, small: 4, text: 6, block: 9, section: 15, gap: 20 } as const;
/** Width of a hairline in a PDF, in points; its colour is `GREY`. */
export const HAIRLINE_WIDTH = 0.5;
export const GREY = '#767676';

/**
 * Total height, in points, of strips (parts of a PDF page that are never split) one below the other, spaces
 * between them included.
 */
export const heightOf = (strips: readonly PageStrip[]): number =>
	strips.reduce((sum, { height, above }, at) => sum + height + (at === 0 ? 0 : above), 0);

/** Draws strips one below the other, as one part that cannot be split over pages. */
function bound(strips: readonly PageStrip[], x: number, y: number) {
	let top = y;
	strips.forEach((strip, at) => {
		if (at > 0) top += strip.above;
		strip.draw(x, top);
		top += strip.height;
	});
}

/**
 * Puts columns of a PDF side by side as one strip (a part that is never split over pages), as high as the
 * highest.
 */
export function sideBySide(
	columns: readonly { left: number; strips: readonly PageStrip[] }[],
	above: number,
): PageStrip {
	return {
		above,
		height: Math.max(0, ...columns.map(({ strips }) => heightOf(strips))),
		draw: (x, y) => columns.forEach(({ left, strips }) => bound(strips, x + left, y)),
	};
}

/** The text style of the footer of a PDF's pages. */
export const FOOTER_STYLE: TextStyle = TYPES.small;
