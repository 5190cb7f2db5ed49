import {
	bandColour,
	EMPTY_BAND,
	GROUND,
	INK,
	markColour,
	oklchToHex,
	PETAL_EDGE,
	type Scheme,
} from './colour.ts';
import { svgNumber } from './geometry.ts';
import { straightText, type Typeface } from './rim-text.ts';
import {
	diamondPath,
	wheelPetals,
	LABEL_SIZE,
	RING_MARK,
	SEAMS,
	SIZE,
	type WheelDimension,
	type WheelMarks,
} from './wheel.ts';

const LEVELS = [1, 2, 3] as const;

/** The CSS rules of one colour scheme, in sRGB, for the macaron as a standalone picture. */
function rules(numbers: readonly number[], scheme: Scheme): string {
	const shared =
		`path{fill:${oklchToHex(EMPTY_BAND[scheme])}}.n{fill:${oklchToHex(INK[scheme])}}` +
		`.b{stroke:${oklchToHex(PETAL_EDGE[scheme])};stroke-width:2;paint-order:stroke}` +
		`.s{fill:none;stroke:${oklchToHex(GROUND[scheme])};stroke-width:${SEAMS.width}}` +
		`circle{fill:${oklchToHex(GROUND[scheme])}}`;
	const own = numbers.map((number) => {
		const mark = oklchToHex(markColour(number, scheme));
		const tints = LEVELS.map(
			(level) => `.d${number} .b${level}{fill:${oklchToHex(bandColour(number, level, scheme))}}`,
		);
		return `${tints.join('')}.d${number} circle{stroke:${mark}}.d${number} .o{fill:${mark}}`;
	});
	return shared + own.join('');
}

/**
 * Draws a person's macaron as a standalone SVG, numbers as outlines, which needs neither a style sheet nor a
 * font.
 */
export function wheelPicture(
	wheel: {
		readonly title: string;
		readonly dimensions: readonly WheelDimension[];
		readonly marks: Readonly<Record<string, WheelMarks>>;
	},
	typeface: Typeface,
): string {
	const numbers = wheel.dimensions.map(({ number }) => number);
	const petals = wheelPetals(wheel).map(({ number, bands, marks, label }) => {
		const shapes = [
			...bands.map(({ said, path }) => `<path class="b${said ? ` b${said}` : ''}" d="${path}"/>`),
			...marks.map(({ shape, at, dashed }) =>
				shape === 'ring'
					? `<circle cx="${svgNumber(at.x)}" cy="${svgNumber(at.y)}" r="${RING_MARK.radius}" stroke-width="${RING_MARK.stroke}"${dashed ? ` stroke-dasharray="${RING_MARK.dash.join(' ')}"` : ''}/>`
					: `<path class="o" d="${diamondPath(at)}"/>`,
			),
			`<path class="n" d="${straightText(typeface(label.text), { x: label.at.x, y: label.at.y + LABEL_SIZE / 3 }, LABEL_SIZE)}"/>`,
		];
		return `<g class="d${number}">${shapes.join('')}</g>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">
<title>${wheel.title}</title>
<style>${rules(numbers, 'light')}@media (prefers-color-scheme:dark){${rules(numbers, 'dark')}}</style>
${petals.join('\n')}
<path class="s" d="${SEAMS.path}"/>
</svg>
`;
}
