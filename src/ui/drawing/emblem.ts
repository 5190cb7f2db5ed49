import { hueOf, oklchToHex } from './colour.ts';
import { slicePath, type Slice } from './geometry.ts';

/** The emblem is simplified for 16 pixels: no bands or numbers, and wider gaps than on the wheel. */
const CENTRE = { x: 32, y: 32 };
const HEART = { inner: 0, outer: 12.5, inset: 1.3, outerCorner: 1.5 };
const PETAL = { inner: 16.5, outer: 31.5, inset: 1.5, innerCorner: 1.2, outerCorner: 3 };
const TONE = { l: 0.64, c: 0.125 };

function slice(number: number): Slice {
	if (number === 1) return { ...HEART, from: 180, to: 360 };
	if (number === 2) return { ...HEART, from: 0, to: 180 };
	return { ...PETAL, from: (number - 3) * 36, to: (number - 2) * 36 };
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const colour = (number: number) => oklchToHex({ ...TONE, h: hueOf(number) });
const petals = (attribute: (number: number) => string) =>
	NUMBERS.map((number) => `<path ${attribute(number)} d="${slicePath(CENTRE, slice(number))}"/>`).join('\n');

/**
 * Draws petals as one shape, defined once and rotated around the centre, to keep the SVG small: every page
 * includes it.
 */
function turned(id: string, first: number, last: number, step: number): string {
	const path = `<defs><path id="${id}" d="${slicePath(CENTRE, slice(first))}"/></defs>`;
	const uses = NUMBERS.slice(first - 1, last).map((number) => {
		const turn = number === first ? '' : ` transform="rotate(${(number - first) * step} 32 32)"`;
		return `<use href="#${id}" fill="${colour(number)}"${turn}/>`;
	});
	return path + uses.join('');
}

/** Draws the product's emblem (a small macaron) as SVG, 64 × 64, for both colour schemes. */
export function emblem(): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><title>Macaron</title><style>@media (prefers-color-scheme:dark){svg{filter:brightness(1.3)}}</style>${turned('h', 1, 2, 180)}${turned('p', 3, 12, 36)}</svg>
`;
}

/**
 * Draws the product's emblem as SVG on an opaque background of the colour `ground`, for home screens, which
 * round the corners themselves.
 */
export function homeScreenIcon(ground: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 80 80"><rect x="-8" y="-8" width="80" height="80" fill="${ground}"/>${petals((number) => `fill="${colour(number)}"`)}</svg>`;
}
