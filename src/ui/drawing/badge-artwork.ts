import { bandColour, GROUND, hueOf, markColour, oklchToHex } from './colour.ts';
import { svgNumber, onRay, slicePath, type Point, type Slice } from './geometry.ts';
import { DIMENSION_ICONS } from './icons.ts';
import { rimText, type Typeface } from './rim-text.ts';
import { diamondPath } from './wheel.ts';

/**
 * The kind of a badge as its picture shows it: an outlined petal (exploration), a filled one (practice), or a
 * filled one with a diamond (transfer).
 */
export type ArtworkKind = 'exploration' | 'practice' | 'transfer';

export interface BadgeArtwork {
	readonly dimension: { readonly number: number; readonly short: string };
	readonly kind: ArtworkKind;
	/** The name of the badge's kind, written along the lower rim. */
	readonly kindName: string;
}

/** The side of a badge's picture. */
export const SIZE = 512;
/** The middle of a badge's picture. */
export const CENTRE: Point = { x: SIZE / 2, y: SIZE / 2 };
/** The rim of a badge, and the ground within it. */
export const RIM = { outer: 250, inner: 188, edge: 7 };
const TEXT = { size: 47, spacing: 0.5, top: 204, bottom: 234 };
const ICON = { size: 118, stroke: 3.2 };
/**
 * Sizes of the macaron in the background of a badge: two half rings in the middle, which leave room for the
 * icon, and ten petals.
 */
const HEART = { inner: 87, outer: 117, inset: 4, innerCorner: 3, outerCorner: 5 };
const PETAL = { inner: 125, outer: 177, inset: 4, innerCorner: 5, outerCorner: 8 };
/**
 * How much the petal of the badge's dimension is enlarged on each side, and the free space (`halo`) around
 * it.
 */
const GROW = { heart: 5, petal: 8, halo: 5 };

/** The slice of the macaron of a dimension in a badge's picture. */
export function petalOf(number: number): Slice {
	if (number === 1) return { ...HEART, from: 180, to: 360 };
	if (number === 2) return { ...HEART, from: 0, to: 180 };
	return { ...PETAL, from: (number - 3) * 36, to: (number - 2) * 36 };
}

function grown(slice: Slice, by: number): Slice {
	return { ...slice, inset: slice.inset - by, inner: slice.inner - by, outer: slice.outer + by };
}

/** A disc around the middle. */
export const circle = (r: number, fill: string) =>
	`<circle cx="${CENTRE.x}" cy="${CENTRE.y}" r="${r}" fill="${fill}"/>`;
export const path = (d: string, more: string) => `<path d="${d}" ${more}/>`;
export const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * Draws the petal of the badge's dimension, by kind, in one piece: bands would be read as a level, as on the
 * wheel, and a badge's picture says none. It is stronger than on the wheel, to be visible at 96 pixels.
 */
function ownPetal(number: number, kind: ArtworkKind, deep: string, paper: string): string {
	const slice = grown(petalOf(number), number < 3 ? GROW.heart : GROW.petal);
	const ground = path(slicePath(CENTRE, grown(slice, GROW.halo)), `fill="${paper}"`);
	if (kind === 'exploration')
		return (
			ground + path(slicePath(CENTRE, grown(slice, -4)), `fill="none" stroke="${deep}" stroke-width="8"`)
		);
	const { l, c, h } = bandColour(number, 3);
	const filled = path(slicePath(CENTRE, slice), `fill="${oklchToHex({ l: l - 0.1, c: c + 0.035, h })}"`);
	if (kind !== 'transfer') return ground + filled;
	const middle = onRay(CENTRE, (slice.from + slice.to) / 2, (slice.inner + slice.outer) / 2);
	const mark = diamondPath(middle, number < 3 ? 17 : 22);
	return ground + filled + path(mark, `fill="${paper}" stroke="${deep}" stroke-width="7"`);
}

/** The icon in the middle of a badge, of lines. */
export function icon(drawing: string, stroke: string): string {
	const corner = svgNumber(CENTRE.x - ICON.size / 2);
	return path(
		drawing,
		`transform="translate(${corner} ${corner}) scale(${svgNumber(ICON.size / 48, 3)})" fill="none" stroke="${stroke}" stroke-width="${ICON.stroke}" stroke-linecap="round" stroke-linejoin="round"`,
	);
}

/** The words along the rim of a badge, above and below. */
export function rimWords(typeface: Typeface, top: string, bottom: string, fill: string): string {
	const onRim = (words: string, side: 'top' | 'bottom') =>
		rimText(typeface(words), {
			centre: CENTRE,
			radius: TEXT[side],
			size: TEXT.size,
			spacing: TEXT.spacing,
			side,
		}).path;
	return path(onRim(top, 'top') + onRim(bottom, 'bottom'), `fill="${fill}"`);
}

/**
 * Draws a badge's picture as SVG, 512 × 512, transparent outside its circle, with letters as outlines so that
 * no font is needed.
 */
export function badgeArtwork(badge: BadgeArtwork, typeface: Typeface): string {
	const { number, short } = badge.dimension;
	const solid = badge.kind !== 'exploration';
	const deep = oklchToHex(markColour(number));
	const paper = oklchToHex(GROUND.light);
	const tint = (l: number, c: number) => oklchToHex({ l, c, h: hueOf(number) });
	const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((other) => other !== number);

	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">`,
		`<title>${escape(`${badge.kindName} · ${short}`)}</title>`,
		circle(RIM.outer, deep),
		solid ? '' : circle(RIM.outer - RIM.edge, tint(0.955, 0.02)),
		circle(RIM.inner, paper),
		path(others.map((other) => slicePath(CENTRE, petalOf(other))).join(''), `fill="${tint(0.92, 0.027)}"`),
		ownPetal(number, badge.kind, deep, paper),
		icon(DIMENSION_ICONS[number - 1]!, deep),
		rimWords(typeface, `${number} · ${short}`, badge.kindName, solid ? paper : deep),
		'</svg>\n',
	]
		.filter(Boolean)
		.join('\n');
}
