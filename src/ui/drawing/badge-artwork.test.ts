import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { badgeArtwork } from './badge-artwork.ts';
import { HUES } from './colour.ts';
import { DIMENSION_ICONS } from './icons.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const blank = () => ({ unitsPerEm: 1000, glyphs: [] });
const drawn = (number: number, kind: 'exploration' | 'practice' | 'transfer') =>
	badgeArtwork({ dimension: { number, short: 'Équité & accès' }, kind, kindName: 'Pratique' }, blank);

/** Returns a function that reads the colour (RGBA) of a pixel of a badge's picture, drawn 512 pixels wide. */
function pixels(svg: string) {
	const image = new Resvg(svg, { fitTo: { mode: 'width', value: 512 } }).render();
	return (x: number, y: number) => [...image.pixels.subarray((y * 512 + x) * 4, (y * 512 + x) * 4 + 4)];
}

test('each dimension has its own hue and its own icon', () => {
	expect(new Set(HUES).size).toBe(12);
	expect(new Set(DIMENSION_ICONS).size).toBe(12);
});

test('the kinds differ by shape: an outline, a filled petal, a filled petal with the diamond', () => {
	for (let number = 1; number <= 12; number++) {
		expect(drawn(number, 'exploration')).toMatch(/fill="none" stroke="#[0-9a-f]{6}" stroke-width="8"/);
		const filled = (svg: string) => svg.match(/<path d="[^"]+" fill="#[0-9a-f]{6}"\/>/g)!.length;
		// In one piece: bands would be read as a level, which a badge's picture does not say.
		expect(filled(drawn(number, 'practice'))).toBe(filled(drawn(number, 'exploration')) + 1);
		expect(drawn(number, 'transfer')).toContain('stroke-width="7"');
	}
});

test('the title is escaped and the picture asks for no typeface', () => {
	const svg = drawn(8, 'practice');
	expect(svg).toContain('<title>Pratique · Équité &amp; accès</title>');
	expect(svg).not.toMatch(/<text|font|oklch|style|script|href/);
});

test('an unknown dimension is refused', () => {
	expect(() => drawn(13, 'practice')).toThrow(RangeError);
});

test('the catalogue holds the artwork as drawn, small and transparent outside the round', () => {
	expect(
		execFileSync(process.execPath, [`${root}scripts/artwork.ts`, '--check'], { encoding: 'utf8' }),
	).toContain('78 pictures are as drawn');
	const folders = readdirSync(`${root}badges`).filter((name) =>
		/^(exploration|practice|transfer|milestone)-/.test(name),
	);
	expect(folders.length).toBe(38);
	const all = folders.flatMap((folder) => [
		[`${folder}/artwork.svg`, /<title>(Exploration|Pratique|Transfert|Jalon) · [^<]+<\/title>/] as const,
		[
			`${folder}/artwork.en.svg`,
			/<title>(Exploration|Practice|Transfer|Milestone) · [^<]+<\/title>/,
		] as const,
	]);
	for (const [file, title] of all) {
		const svg = readFileSync(`${root}badges/${file}`, 'utf8');
		expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(25_000);
		expect(svg).toMatch(title);
		expect(svg).not.toMatch(/NaN|undefined|<text/);
		const at = pixels(svg);
		for (const corner of [at(2, 2), at(509, 2), at(2, 509), at(509, 509)]) expect(corner[3]).toBe(0);
		expect(at(256, 500)[3]).toBe(255);
	}
});
