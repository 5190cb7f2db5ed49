/** A colour: lightness (0 to 1), chroma, and hue in degrees (oklch, CSS Color 4). */
export interface Oklch {
	readonly l: number;
	readonly c: number;
	readonly h: number;
}

export type Scheme = 'light' | 'dark';

/**
 * The hues of the twelve dimensions in degrees, in order; equal to the style sheet's --dimension-N (checked
 * by a test).
 */
export const HUES = [262, 230, 25, 52, 80, 110, 145, 175, 205, 290, 325, 355] as const;

export const GROUND = { light: { l: 0.985, c: 0.006, h: 85 }, dark: { l: 0.2, c: 0.02, h: 262 } } as const;
export const INK = { light: { l: 0.26, c: 0.03, h: 262 }, dark: { l: 0.94, c: 0.01, h: 85 } } as const;
export const EMPTY_BAND = {
	light: { l: 0.94, c: 0.008, h: 85 },
	dark: { l: 0.28, c: 0.015, h: 262 },
} as const;
/** The outline of a petal: a contrast of 3:1 with the ground. */
export const PETAL_EDGE = {
	light: { l: 0.65, c: 0.015, h: 262 },
	dark: { l: 0.58, c: 0.018, h: 262 },
} as const;

const BANDS = {
	light: [
		{ l: 0.82, c: 0.065 },
		{ l: 0.76, c: 0.09 },
		{ l: 0.7, c: 0.115 },
	],
	dark: [
		{ l: 0.46, c: 0.07 },
		{ l: 0.52, c: 0.09 },
		{ l: 0.58, c: 0.11 },
	],
} as const;
const MARK = { light: { l: 0.38, c: 0.11 }, dark: { l: 0.9, c: 0.09 } } as const;

export function hueOf(dimension: number): number {
	const hue = HUES[dimension - 1];
	if (hue === undefined) throw new RangeError(`No dimension ${dimension}`);
	return hue;
}

/**
 * The colour of a petal's band for a level of a dimension: darker for higher levels (lighter in the dark
 * scheme).
 */
export function bandColour(dimension: number, level: 1 | 2 | 3, scheme: Scheme = 'light'): Oklch {
	return { ...BANDS[scheme][level - 1]!, h: hueOf(dimension) };
}

/**
 * The colour of a dimension's rings and diamonds: dark enough (in the dark scheme, light enough) to stand out
 * on each of its bands.
 */
export function markColour(dimension: number, scheme: Scheme = 'light'): Oklch {
	return { ...MARK[scheme], h: hueOf(dimension) };
}

/**
 * Converts a colour to linear sRGB by Björn Ottosson's matrices (CSS Color 4, § 10 sample code); outside 0…1
 * when out of gamut.
 */
function linearRgb({ l, c, h }: Oklch): [number, number, number] {
	const angle = (h * Math.PI) / 180;
	const [a, b] = [c * Math.cos(angle), c * Math.sin(angle)];
	const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
	return [
		4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
		-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
		-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
	];
}

/** Reduces a colour's chroma until sRGB can show it, with the same lightness and hue. */
export function clampToGamut(colour: Oklch): Oklch {
	const fits = (c: number) => linearRgb({ ...colour, c }).every((v) => v >= -0.0002 && v <= 1.0002);
	if (fits(colour.c)) return colour;
	let [low, high] = [0, colour.c];
	for (let step = 0; step < 24; step++) {
		const middle = (low + high) / 2;
		if (fits(middle)) low = middle;
		else high = middle;
	}
	return { ...colour, c: low };
}

/** Converts a colour to #rrggbb (sRGB), for programs that do not support oklch. */
export function oklchToHex(colour: Oklch): string {
	const channel = (linear: number) => {
		const v = Math.min(1, Math.max(0, linear));
		const encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
		return Math.round(encoded * 255)
			.toString(16)
			.padStart(2, '0');
	};
	return `#${linearRgb(clampToGamut(colour)).map(channel).join('')}`;
}
