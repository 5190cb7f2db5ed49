/**
 * This module draws the preview card that other sites show with a link: 1200 × 630 pixels, a drawing and a
 * few lines of text as outlines.
 */
import { GROUND, INK, oklchToHex } from '../../drawing/colour.ts';
import { MISSING_LETTER_SQUARE } from './lines.ts';
import { FACES, type FontRun, fontRunsOf, printableText } from './typeface.ts';

/** What the preview card of a link shows. */
export interface PreviewCard {
	/** A square drawing as SVG, shown large. */
	readonly artwork: string;
	readonly title: string;
	/** Texts below the title; each takes up to three lines. */
	readonly lines: readonly string[];
	/** A text at the bottom, small. */
	readonly foot: string;
}

export const CARD = { width: 1200, height: 630 } as const;
const PICTURE = { side: 430, x: 70, y: 100 };
const TEXT = { x: 560, width: 570 };
const LEADING = 1.22;
/** The most characters of a text that are measured, more than a card can show. */
const MOST_LETTERS = 240;

type Weight = 'regular' | 'bold';
interface Look {
	readonly size: number;
	readonly weight: Weight;
	readonly most: number;
}
const TITLE: readonly Look[] = [
	{ size: 58, weight: 'bold', most: 3 },
	{ size: 46, weight: 'bold', most: 4 },
];
const LINE: Look = { size: 31, weight: 'regular', most: 3 };
const FOOT: Look = { size: 26, weight: 'regular', most: 1 };

const widthOf = (text: string, look: Look): number =>
	fontRunsOf(text, look.weight).reduce((width, run) => width + runWidth(run, look), 0);

function runWidth({ shown, face, missing }: FontRun, { size }: Look): number {
	if (missing) return MISSING_LETTER_SQUARE.room * size;
	const font = FACES[face];
	return (font.layout(shown).advanceWidth * size) / font.unitsPerEm;
}

/** The longest beginning of a text that fits on one line of the card, with « … » if anything was cut. */
function cut(text: string, look: Look): string {
	if (widthOf(text, look) <= TEXT.width) return text;
	let kept = [...text];
	while (kept.length > 1 && widthOf(`${kept.join('')}…`, look) > TEXT.width) kept = kept.slice(0, -1);
	return `${kept.join('').trimEnd()}…`;
}

/** Breaks a text into lines that fit on the card; `whole` is false if some of it was left out. */
function wrapped(text: string, look: Look): { readonly lines: readonly string[]; readonly whole: boolean } {
	const letters = [...printableText(text).replaceAll('\n', ' ')];
	const lines: string[] = [];
	let rest = '';
	for (const word of letters.slice(0, MOST_LETTERS).join('').split(' ').filter(Boolean)) {
		const longer = rest ? `${rest} ${word}` : word;
		if (rest && widthOf(longer, look) > TEXT.width) {
			lines.push(rest);
			rest = word;
		} else rest = longer;
	}
	if (rest) lines.push(rest);
	const whole = lines.length <= look.most && letters.length <= MOST_LETTERS;
	const shown =
		lines.length > look.most
			? [...lines.slice(0, look.most - 1), lines.slice(look.most - 1).join(' ')]
			: lines;
	return {
		lines: shown.map((line) => cut(line, look)),
		whole: whole && shown.every((line) => widthOf(line, look) <= TEXT.width),
	};
}

const COMMANDS: Readonly<Record<string, string>> = {
	moveTo: 'M',
	lineTo: 'L',
	quadraticCurveTo: 'Q',
	bezierCurveTo: 'C',
	closePath: 'Z',
};

/**
 * SVG path data of the square that stands, as in PDFs, for a letter that no font has; its inside is a hole.
 */
function square(size: number, pen: number, y: number): string {
	const side = MISSING_LETTER_SQUARE.side * size;
	const left = pen + ((MISSING_LETTER_SQUARE.room - MISSING_LETTER_SQUARE.side) * size) / 2;
	const corners = (inset: number) => {
		const [x1, x2, y1, y2] = [left + inset, left + side - inset, y - inset, y - side + inset];
		return [`${x1.toFixed(1)} ${y1.toFixed(1)}`, `${x2.toFixed(1)} ${y1.toFixed(1)}`].concat(
			`${x2.toFixed(1)} ${y2.toFixed(1)}`,
			`${x1.toFixed(1)} ${y2.toFixed(1)}`,
		);
	};
	// Drawn in opposite directions, so that the inner one is left empty.
	return [corners(0), corners(size / 14).toReversed()].map((each) => `M${each.join('L')}Z`).join('');
}

/** SVG path data of a line of text, as the outlines of its letters, from a point of its baseline. */
function outlines(text: string, look: Look, x: number, y: number): string {
	let pen = x;
	let path = '';
	for (const run of fontRunsOf(text, look.weight)) {
		const font = FACES[run.face];
		const scale = look.size / font.unitsPerEm;
		if (run.missing) path += square(look.size, pen, y);
		let at = pen;
		const { glyphs, positions } = font.layout(run.shown);
		glyphs.forEach((glyph, index) => {
			for (const { command, args } of glyph.path.commands) {
				const places = args.map((value, place) =>
					(place % 2 === 0 ? at + value * scale : y - value * scale).toFixed(1),
				);
				path += `${COMMANDS[command] ?? ''}${places.join(' ')}`;
			}
			at += (positions[index]?.xAdvance ?? 0) * scale;
		});
		pen += runWidth(run, look);
	}
	return path;
}

/**
 * Draws the preview card of a link as SVG without text elements or fonts; `picture` is its artwork as PNG.
 */
export function drawCard({ title, lines, foot }: Omit<PreviewCard, 'artwork'>, picture: Uint8Array): string {
	const fitting = TITLE.find((look) => wrapped(title, look).whole) ?? TITLE.at(-1)!;
	const set = [
		...wrapped(title, fitting).lines.map((text) => ({ text, look: fitting, before: 0 })),
		...lines.flatMap((line) =>
			wrapped(line, LINE).lines.map((text, index) => ({ text, look: LINE, before: index === 0 ? 22 : 0 })),
		),
	];
	const height = set.reduce((sum, { look, before }) => sum + before + look.size * LEADING, 0);
	let y = (CARD.height - height) / 2;
	const paths = set.map(({ text, look, before }) => {
		y += before + look.size * LEADING;
		return outlines(text, look, TEXT.x, y - look.size * 0.26);
	});
	const ink = oklchToHex(INK.light);
	const image = Buffer.from(picture).toString('base64');
	const { width, height: tall } = CARD;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}">
<rect width="${width}" height="${tall}" fill="${oklchToHex(GROUND.light)}"/>
<rect width="${width}" height="12" fill="${ink}"/>
<image x="${PICTURE.x}" y="${PICTURE.y}" width="${PICTURE.side}" height="${PICTURE.side}" href="data:image/png;base64,${image}"/>
<path d="${paths.join('')}${outlines(cut(printableText(foot), FOOT), FOOT, TEXT.x, 600)}" fill="${ink}"/>
</svg>`;
}
