import type { Point } from './geometry.ts';

/**
 * The outline of a letter in a font: path commands in font units (y upwards), and its advance in the same
 * units.
 */
export interface Glyph {
	readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
	readonly advance: number;
}

/** A line of text as the letter shapes of a font, kerning included. */
export interface ShapedText {
	readonly unitsPerEm: number;
	readonly glyphs: readonly Glyph[];
}

/**
 * A function that turns a text into the letter shapes of a font; callers pass it in, so that the drawing code
 * reads no font files.
 */
export type Typeface = (text: string) => ShapedText;

/**
 * The SVG path letter of each glyph command. They are relative, except that a contour begins at an absolute
 * point.
 */
const LETTERS: Readonly<Record<string, string>> = {
	moveTo: 'M',
	lineTo: 'l',
	quadraticCurveTo: 'q',
	bezierCurveTo: 'c',
	closePath: 'z',
};
/** Path data are written in tenths of a unit of the drawing: finer than a printer's dot. */
const STEPS = 10;

/**
 * Writes the outline of a glyph as SVG path data. Each point is rounded, then written relative to the rounded
 * point before it, so that rounding errors do not add up. A repeated command letter and a zero before the
 * decimal point are left out, which makes pictures with words a third smaller.
 */
function glyphPath(glyph: Glyph, place: (x: number, y: number) => Point): string {
	let path = '';
	let last = '';
	let from = { x: 0, y: 0 };
	for (const { command, args } of glyph.commands) {
		const letter = LETTERS[command]!;
		const origin = letter === 'M' ? { x: 0, y: 0 } : from;
		const numbers: string[] = [];
		for (let i = 0; i < args.length; i += 2) {
			const { x, y } = place(args[i]!, args[i + 1]!);
			from = { x: Math.round(x * STEPS), y: Math.round(y * STEPS) };
			for (const step of [from.x - origin.x, from.y - origin.y])
				numbers.push(String(step / STEPS).replace(/^(-?)0\./, '$1.'));
		}
		path += (letter === last ? ' ' : letter) + numbers.join(' ');
		last = letter;
	}
	return path.replaceAll(' -', '-');
}

/** The length, in units of the drawing, of a text set at a size. */
export function textLength(text: ShapedText, size: number, spacing = 0): number {
	const advance = text.glyphs.reduce((sum, glyph) => sum + glyph.advance, 0);
	return (advance * size) / text.unitsPerEm + spacing * (text.glyphs.length - 1);
}

/** SVG path data of a text on a straight line, its baseline centred on a point. */
export function straightText(text: ShapedText, at: Point, size: number): string {
	const scale = size / text.unitsPerEm;
	let pen = at.x - textLength(text, size) / 2;
	return text.glyphs
		.map((glyph) => {
			const start = pen;
			pen += glyph.advance * scale;
			return glyphPath(glyph, (x, y) => ({ x: start + x * scale, y: at.y - y * scale }));
		})
		.join('');
}

/**
 * SVG path data of a text along a circle, centred at the top (read clockwise, letters' feet inwards) or at
 * the bottom (also read from left to right, feet outwards), and the angle it covers, in degrees. `radius` is
 * that of the baseline.
 */
export function rimText(
	text: ShapedText,
	rim: { centre: Point; radius: number; size: number; spacing?: number; side: 'top' | 'bottom' },
): { path: string; degrees: number } {
	const { centre, radius, size, side, spacing = 0 } = rim;
	const scale = size / text.unitsPerEm;
	const top = side === 'top';
	const length = textLength(text, size, spacing);
	let along = -length / 2;
	const path = text.glyphs.map((glyph) => {
		const width = glyph.advance * scale;
		const angle = (along + width / 2) / radius;
		along += width + spacing;
		const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
		return glyphPath(glyph, (gx, gy) => {
			const x = gx * scale - width / 2;
			const y = gy * scale;
			return top
				? { x: centre.x + (radius + y) * sin + x * cos, y: centre.y - (radius + y) * cos + x * sin }
				: { x: centre.x + (radius - y) * sin + x * cos, y: centre.y + (radius - y) * cos - x * sin };
		});
	});
	return { path: path.join(''), degrees: (length / radius) * (180 / Math.PI) };
}
