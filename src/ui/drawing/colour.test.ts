import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
	bandColour,
	EMPTY_BAND,
	GROUND,
	HUES,
	INK,
	clampToGamut,
	markColour,
	oklchToHex,
	PETAL_EDGE,
	type Oklch,
} from './colour.ts';

const SCHEMES = ['light', 'dark'] as const;
const LEVELS = [1, 2, 3] as const;
const NUMBERS = HUES.map((_, index) => index + 1);

/** Computes the relative luminance (WCAG 2.2) of a colour #rrggbb. */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const v = parseInt(hex.slice(at, at + 2), 16) / 255;
		return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: Oklch, b: Oklch): number {
	const [dark, light] = [luminance(oklchToHex(a)), luminance(oklchToHex(b))].sort((x, y) => x - y);
	return (light! + 0.05) / (dark! + 0.05);
}

test('oklch becomes the hex that a browser computes', () => {
	expect(oklchToHex({ l: 1, c: 0, h: 0 })).toBe('#ffffff');
	expect(oklchToHex({ l: 0, c: 0, h: 0 })).toBe('#000000');
	// The expected primary colours are those that CSS Color 4 gives.
	expect(oklchToHex({ l: 0.62796, c: 0.25768, h: 29.234 })).toBe('#ff0000');
	expect(oklchToHex({ l: 0.86644, c: 0.29483, h: 142.495 })).toBe('#00ff00');
	expect(oklchToHex({ l: 0.45201, c: 0.31321, h: 264.052 })).toBe('#0000ff');
});

test('a colour too strong for a screen keeps its lightness and hue', () => {
	const asked = { l: 0.7, c: 0.4, h: 205 };
	const shown = clampToGamut(asked);
	expect(shown).toMatchObject({ l: 0.7, h: 205 });
	expect(shown.c).toBeGreaterThan(0.1);
	expect(shown.c).toBeLessThan(0.2);
	expect(clampToGamut(shown)).toEqual(shown);
});

test('marks stand off every band and the ground by 20 points of lightness and a contrast of 3', () => {
	for (const scheme of SCHEMES)
		for (const number of NUMBERS) {
			const mark = markColour(number, scheme);
			const under = [EMPTY_BAND[scheme], GROUND[scheme], ...LEVELS.map((l) => bandColour(number, l, scheme))];
			for (const colour of under) {
				expect(Math.abs(mark.l - colour.l) * 100).toBeGreaterThanOrEqual(20);
				expect(contrast(mark, colour)).toBeGreaterThanOrEqual(3);
			}
		}
});

test('bands tell their levels apart in greyscale', () => {
	for (const scheme of SCHEMES)
		for (const number of NUMBERS) {
			const steps = [EMPTY_BAND[scheme], ...LEVELS.map((l) => bandColour(number, l, scheme))].map(
				(c) => c.l * 100,
			);
			for (let i = 1; i < steps.length; i++) expect(Math.abs(steps[i]! - steps[i - 1]!)).toBeGreaterThan(5.9);
		}
});

test('the style sheet and the pictures use the same colours', () => {
	const tokens = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
	const css = ({ l, c }: { l: number; c: number }, hue: string) =>
		`oklch(${Number((l * 100).toFixed(1))}% ${c} ${hue})`;
	const both = (of: (scheme: 'light' | 'dark') => Oklch, hue?: string) =>
		`light-dark(${css(of('light'), hue ?? String(of('light').h))}, ${css(of('dark'), hue ?? String(of('dark').h))})`;

	expect(tokens).toContain(`--ground: ${both((scheme) => GROUND[scheme])};`);
	expect(tokens).toContain(`--ink: ${both((scheme) => INK[scheme])};`);
	expect(tokens).toContain(`--empty-band: ${both((scheme) => EMPTY_BAND[scheme])};`);
	expect(tokens).toContain(`--petal-edge: ${both((scheme) => PETAL_EDGE[scheme])};`);
	for (const number of NUMBERS) expect(tokens).toContain(`--dimension-${number}: ${HUES[number - 1]};`);
	for (const level of LEVELS)
		expect(tokens).toContain(
			`--band-${level}: ${both((scheme) => bandColour(1, level, scheme), 'var(--hue)')};`,
		);
	expect(tokens).toContain(`--mark: ${both((scheme) => markColour(1, scheme), 'var(--hue)')};`);
});
