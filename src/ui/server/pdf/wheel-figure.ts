import { type Box, svgNumber, type Slice, sliceBox } from '../../drawing/geometry.ts';
import { type ShapedText, straightText } from '../../drawing/rim-text.ts';
import {
	type PetalBand,
	CENTRE,
	diamondPath,
	wheelPetals,
	LABEL_SIZE,
	type PetalMark,
	RING_MARK,
	SIZE,
	type WheelDimension,
	type WheelMarks,
} from '../../drawing/wheel.ts';
import type { PdfFigure, Pen } from './content.ts';
import { FACES } from './typeface.ts';

/**
 * The hatching of each level's band on the printed macaron: distance between its lines, finer towards the
 * outside, and crossed on the outermost band.
 */
const HATCHING = {
	1: { step: 8.5, crossed: false },
	2: { step: 4.3, crossed: false },
	3: { step: 4.3, crossed: true },
};
const OUTLINE = 0.7;
const LINE = 0.6;
/** Width of the white rim around a diamond. */
const RIM = 3.5;

function setText(text: string): ShapedText {
	const font = FACES.bold;
	const { glyphs, positions } = font.layout(text);
	return {
		unitsPerEm: font.unitsPerEm,
		glyphs: glyphs.map(({ path }, at) => ({
			commands: path.commands,
			advance: positions[at]?.xAdvance ?? 0,
		})),
	};
}

/** SVG path data of slanted lines that cover a box: rising ones, and also falling ones when crossed. */
function hatching({ left, top, right, bottom }: Box, step: number, crossed: boolean): string {
	const lines: string[] = [];
	// Lines are counted from a common origin, so that the hatching of neighbouring bands is aligned.
	for (let sum = Math.ceil((left + top) / step) * step; sum <= right + bottom; sum += step)
		lines.push(`M${svgNumber(left)} ${svgNumber(sum - left)}L${svgNumber(right)} ${svgNumber(sum - right)}`);
	if (!crossed) return lines.join('');
	for (let gap = Math.ceil((top - right) / step) * step; gap <= bottom - left; gap += step)
		lines.push(`M${svgNumber(left)} ${svgNumber(left + gap)}L${svgNumber(right)} ${svgNumber(right + gap)}`);
	return lines.join('');
}

function hatch(pen: Pen, { path, said }: PetalBand, slice: Slice) {
	if (said === null) return;
	const { step, crossed } = HATCHING[said];
	pen.save().path(path).clip();
	pen
		.path(hatching(sliceBox(CENTRE, slice), step, crossed))
		.lineWidth(LINE)
		.stroke('black');
	pen.restore();
}

function band(pen: Pen, one: PetalBand) {
	pen.path(one.path).fill('white');
	hatch(pen, one, one.slice);
	pen.path(one.path).lineWidth(OUTLINE).stroke('black');
}

function mark(pen: Pen, { shape, at, dashed }: PetalMark) {
	if (shape === 'ring') {
		const { radius, stroke, dash } = RING_MARK;
		pen.save();
		if (dashed) pen.dash(dash[0], { space: dash[1] });
		pen.circle(at.x, at.y, radius).lineWidth(stroke).fillAndStroke('white', 'black');
		pen.restore();
		return;
	}
	pen.path(diamondPath(at)).lineWidth(RIM).stroke('white');
	pen.path(diamondPath(at)).fill('black');
}

/**
 * Draws a person's macaron for a PDF in black and white, in a square of `side` points: what they say is
 * hatched, what situations show is a ring, what advisers observed is a diamond.
 */
export function wheelFigure(wheel: {
	readonly dimensions: readonly WheelDimension[];
	readonly marks: Readonly<Record<string, WheelMarks>>;
	readonly alt: string;
	readonly side: number;
}): PdfFigure {
	const petals = wheelPetals(wheel);
	return {
		kind: 'figure',
		alt: wheel.alt,
		width: wheel.side,
		height: wheel.side,
		draw(pen) {
			pen.scale(wheel.side / SIZE);
			for (const { bands, marks, label } of petals) {
				for (const one of bands) band(pen, one);
				for (const one of marks) mark(pen, one);
				const { x, y } = label.at;
				pen.path(straightText(setText(label.text), { x, y: y + LABEL_SIZE / 3 }, LABEL_SIZE)).fill('black');
			}
		},
	};
}
