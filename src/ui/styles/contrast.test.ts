import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const screen = css.slice(0, css.indexOf('@media print'));
const NUMBER = String.raw`([\d.]+)`;
const COLOUR = String.raw`oklch\(${NUMBER}% ${NUMBER} (${NUMBER}|var\(--hue\))\)`;
const TOKEN = new RegExp(String.raw`(--[\w-]+):\s*light-dark\(\s*${COLOUR},\s*${COLOUR}\s*\)`, 'g');

interface Oklch {
	lightness: number;
	chroma: number;
	/** The hue in degrees; undefined when the colour takes the dimension's hue. */
	hue: number | undefined;
}
const oklch = (lightness: string, chroma: string, hue: string): Oklch => ({
	lightness: Number(lightness) / 100,
	chroma: Number(chroma),
	hue: hue.startsWith('var') ? undefined : Number(hue),
});
const tokens = new Map(
	[...screen.matchAll(TOKEN)].map((found) => {
		const at = (index: number) => found[index] ?? '';
		return [at(1), { light: oklch(at(2), at(3), at(4)), dark: oklch(at(6), at(7), at(8)) }] as const;
	}),
);
const hues = Array.from({ length: 12 }, (_, index) =>
	Number(new RegExp(`--dimension-${index + 1}: (\\d+);`).exec(screen)?.[1]),
);

/** Computes the relative luminance (WCAG 2.2) of an oklch colour, clipped to sRGB as browsers do. */
function luminance({ lightness, chroma, hue }: Oklch, dimension = 0): number {
	const angle = ((hue ?? dimension) * Math.PI) / 180;
	const a = chroma * Math.cos(angle);
	const b = chroma * Math.sin(angle);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const clip = (channel: number) => Math.min(1, Math.max(0, channel));
	const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
	const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
	const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(front: string, back: string, scheme: 'light' | 'dark', dimension?: number): number {
	const [one, two] = [front, back].map((name) => {
		const token = tokens.get(name);
		if (!token) throw new Error(`No token ${name}`);
		return luminance(token[scheme], dimension);
	}) as [number, number];
	return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

const TEXT: readonly (readonly [string, readonly string[]])[] = [
	[
		'--ink',
		[
			'--ground',
			'--surface',
			'--empty-band',
			'--accent-ground',
			'--done-ground',
			'--warning-ground',
			'--danger-ground',
		],
	],
	[
		'--ink-soft',
		[
			'--ground',
			'--surface',
			'--empty-band',
			'--accent-ground',
			'--done-ground',
			'--warning-ground',
			'--danger-ground',
		],
	],
	['--accent', ['--ground', '--surface', '--accent-ground']],
	['--accent-ink', ['--accent', '--accent-strong']],
	['--done-ink', ['--ground', '--surface', '--done-ground']],
	['--warning-ink', ['--ground', '--surface', '--warning-ground']],
	['--danger', ['--ground', '--surface', '--danger-ground']],
	['--danger-strong', ['--ground', '--surface', '--danger-ground']],
];
const CONTROLS: typeof TEXT = [
	['--control', ['--ground', '--surface', '--empty-band', '--accent-ground']],
	['--accent', ['--ground', '--surface']],
	['--focus', ['--ground', '--surface', '--empty-band', '--accent-ground']],
];
const SCHEMES = ['light', 'dark'] as const;

test('the file says every colour once per scheme', () => {
	expect(tokens.size).toBeGreaterThanOrEqual(20);
	expect(new Set(hues).size).toBe(12);
	expect(hues.every(Number.isFinite)).toBe(true);
});

test.each(SCHEMES)('text stands off its ground, %s', (scheme) => {
	for (const [front, backs] of TEXT)
		for (const back of backs)
			expect(ratio(front, back, scheme), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
});

test.each(SCHEMES)('what can be operated stands off its ground, %s', (scheme) => {
	for (const [front, backs] of CONTROLS)
		for (const back of backs)
			expect(ratio(front, back, scheme), `${front} on ${back}`).toBeGreaterThanOrEqual(3);
});

test.each(SCHEMES)('the outline of a petal stands off the page, %s', (scheme) => {
	for (const back of ['--ground', '--surface'])
		expect(ratio('--petal-edge', back, scheme), `on ${back}`).toBeGreaterThanOrEqual(3);
});

test.each(SCHEMES)('marks stand off every band of the twelve dimensions, %s', (scheme) => {
	for (const hue of hues) {
		for (const band of ['--band-2', '--band-3'])
			expect(ratio('--mark', band, scheme, hue), `hue ${hue}, ${band}`).toBeGreaterThanOrEqual(3);
		// The numbers of petals have the marks' colour, on the first band and on the empty one.
		for (const ground of ['--band-1', '--empty-band', '--ground'])
			expect(ratio('--mark', ground, scheme, hue), `hue ${hue}, ${ground}`).toBeGreaterThanOrEqual(4.5);
	}
});
