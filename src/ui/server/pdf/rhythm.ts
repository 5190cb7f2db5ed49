import type { Block } from './content.ts';
import type { Strip, Type } from './set-text.ts';

/** The document, and how much smaller than usual everything is set on it (1: as usual). */
export interface Paper {
	readonly doc: PDFKit.PDFDocument;
	readonly scale: number;
}

/** A block of one kind. */
export type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** The site's scale of 1.2, from 10 points. */
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
} as const satisfies Record<string, Type>;

/** The type of a part, at the paper's scale. */
export const typeOf = ({ scale }: Paper, name: keyof typeof TYPES): Type => ({
	...TYPES[name],
	size: TYPES[name].size * scale,
});

/** Free ground between parts, in points. */
export const SPACE = { tiny: 2, small: 4, text: 6, block: 9, section: 15, gap: 20 } as const;
/** A hairline: its width in points, its colour. */
export const HAIR = 0.5;
export const GREY = '#767676';

/** The sum of strips one under the other. */
export const heightOf = (strips: readonly Strip[]): number =>
	strips.reduce((sum, { height, above }, at) => sum + height + (at === 0 ? 0 : above), 0);

/** Strips drawn one under the other as one that is never cut. */
function bound(strips: readonly Strip[], x: number, y: number) {
	let top = y;
	strips.forEach((strip, at) => {
		if (at > 0) top += strip.above;
		strip.draw(x, top);
		top += strip.height;
	});
}

/** Columns side by side, as high as the highest. */
export function side(columns: readonly { left: number; strips: readonly Strip[] }[], above: number): Strip {
	return {
		above,
		height: Math.max(0, ...columns.map(({ strips }) => heightOf(strips))),
		draw: (x, y) => columns.forEach(({ left, strips }) => bound(strips, x + left, y)),
	};
}

/** A line of the foot of a page. */
export const FOOT: Type = TYPES.small;
