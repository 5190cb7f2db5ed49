import { hueOf, oklchToHex, type Scheme } from './colour.ts';
import { slicePath, type Slice } from './geometry.ts';

/** Reduced for 16 pixels: no bands, no numbers, wider gaps than on the wheel. */
const CENTRE = { x: 32, y: 32 };
const HEART = { inner: 0, outer: 12.5, inset: 1.3, outerCorner: 1.5 };
const PETAL = { inner: 16.5, outer: 31.5, inset: 1.5, innerCorner: 1.2, outerCorner: 3 };
const TONES = { light: { l: 0.64, c: 0.125 }, dark: { l: 0.74, c: 0.115 } } as const;

function slice(number: number): Slice {
	if (number === 1) return { ...HEART, from: 180, to: 360 };
	if (number === 2) return { ...HEART, from: 0, to: 180 };
	return { ...PETAL, from: (number - 3) * 36, to: (number - 2) * 36 };
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const colour = (number: number, scheme: Scheme) => oklchToHex({ ...TONES[scheme], h: hueOf(number) });
const petals = (attribute: (number: number) => string) =>
	NUMBERS.map((number) => `<path ${attribute(number)} d="${slicePath(CENTRE, slice(number))}"/>`).join('\n');

/** The emblem of the product, 64 × 64, for both colour schemes. */
export function emblem(): string {
	const rules = (scheme: Scheme) => NUMBERS.map((n) => `.d${n}{fill:${colour(n, scheme)}}`).join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<title>Macaron</title>
<style>${rules('light')}@media (prefers-color-scheme:dark){${rules('dark')}}</style>
${petals((number) => `class="d${number}"`)}
</svg>
`;
}

/** The emblem on a full paper ground, for home screens, which cut their own corners. */
export function homeScreenIcon(ground: string): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 80 80"><rect x="-8" y="-8" width="80" height="80" fill="${ground}"/>${petals((number) => `fill="${colour(number, 'light')}"`)}</svg>`;
}
