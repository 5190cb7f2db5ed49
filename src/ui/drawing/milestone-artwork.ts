import { CENTRE, circle, escape, icon, path, petalOf, RIM, rimWords, SIZE } from './badge-artwork.ts';
import { bandColour, GROUND, INK, oklchToHex } from './colour.ts';
import { slicePath } from './geometry.ts';
import type { Typeface } from './rim-text.ts';

/** A milestone as its picture shows it. */
export interface MilestoneArtwork {
	/** Its name, along the upper rim. */
	readonly name: string;
	/** What it is, along the lower rim. */
	readonly kindName: string;
	/** The numbers of the dimensions that it brings together: their petals are filled, each in its own hue. */
	readonly dimensions: readonly number[];
}

/** The icon of a milestone in a box of 48 × 48: two pillars for two dimensions, a summit with its flag for more. */
const ICONS = {
	pillars: 'M5 41h38M8 36h32M5 12 24 4l19 8zM10 17h28M14 17v19M20 17v19M28 17v19M34 17v19',
	summit: 'M4 43 19 19l8 12 5-7 12 19zM19 19V4l12 5-12 5',
};

/**
 * Draws a milestone's picture as SVG, 512 × 512: the macaron with the petals of its dimensions, on a rim of no
 * dimension's hue.
 */
export function milestoneArtwork(
	{ name, kindName, dimensions }: MilestoneArtwork,
	typeface: Typeface,
): string {
	const ink = oklchToHex(INK.light);
	const paper = oklchToHex(GROUND.light);
	const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((one) => !dimensions.includes(one));
	const filled = (number: number) => {
		const { l, c, h } = bandColour(number, 3);
		return path(slicePath(CENTRE, petalOf(number)), `fill="${oklchToHex({ l: l - 0.1, c: c + 0.035, h })}"`);
	};
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">`,
		`<title>${escape(`${kindName} · ${name}`)}</title>`,
		circle(RIM.outer, ink),
		circle(RIM.inner, paper),
		others.length > 0
			? path(
					others.map((one) => slicePath(CENTRE, petalOf(one))).join(''),
					`fill="${oklchToHex({ l: 0.92, c: 0.01, h: 262 })}"`,
				)
			: '',
		...dimensions.map(filled),
		icon(dimensions.length > 2 ? ICONS.summit : ICONS.pillars, ink),
		rimWords(typeface, name, kindName, paper),
		'</svg>\n',
	]
		.filter(Boolean)
		.join('\n');
}
