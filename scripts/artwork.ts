/**
 * Draws every picture that is kept as a file: the badges' artwork, the emblem, the README's macaron. `npm run
 * artwork` writes them, and the emblem's PNG icons. `npm run artwork -- --check` writes nothing: it lists the
 * SVG files that differ from the drawing, and exits 1 if there is one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { create } from 'fontkit';
import { badgeArtwork, type ArtworkKind } from '../src/ui/drawing/badge-artwork.ts';
import { GROUND, oklchToHex } from '../src/ui/drawing/colour.ts';
import { milestoneArtwork } from '../src/ui/drawing/milestone-artwork.ts';
import { emblem, homeScreenIcon } from '../src/ui/drawing/emblem.ts';
import type { Typeface } from '../src/ui/drawing/rim-text.ts';
import { wheelPicture } from '../src/ui/drawing/wheel-picture.ts';
import type { Standing, WheelMarks } from '../src/ui/drawing/wheel.ts';
import framework from '../src/framework/data/crcn-2019.json' with { type: 'json' };

const root = new URL('../', import.meta.url);
const FACE =
	'node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-600-normal.woff';
const KINDS: readonly { kind: ArtworkKind; name: { fr: string; en: string } }[] = [
	{ kind: 'exploration', name: { fr: 'Exploration', en: 'Exploration' } },
	{ kind: 'practice', name: { fr: 'Pratique', en: 'Practice' } },
	{ kind: 'transfer', name: { fr: 'Transfert', en: 'Transfer' } },
];
const MILESTONE = { fr: 'Jalon', en: 'Milestone' };
const MILESTONES = [
	{ id: 'milestone-pillars', name: { fr: 'Piliers', en: 'Pillars' }, dimensions: [1, 2] },
	{
		id: 'milestone-full-path',
		name: { fr: 'Parcours complet', en: 'Full path' },
		dimensions: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
	},
];
/** The marks of the macaron in the README, for dimensions 1 to 12: said, shown, observed. */
const EXAMPLE: readonly (readonly [Standing, Standing, WheelMarks['observed']])[] = [
	['intermediate', 'intermediate', 'intermediate'],
	['advanced', 'intermediate', null],
	['intermediate', 'intermediate', 'intermediate'],
	['beginner', 'advanced', 'intermediate'],
	['advanced', 'intermediate', 'intermediate'],
	['advanced', 'advanced', null],
	['beginner', 'not-situated', null],
	['starting', 'beginner', null],
	['intermediate', 'not-situated', 'beginner'],
	['intermediate', 'intermediate', 'beginner'],
	['intermediate', 'beginner', null],
	['not-situated', 'not-situated', null],
];

const font = create(readFileSync(new URL(FACE, root)));
const typeface: Typeface = (text) => {
	const { glyphs, positions } = font.layout(text);
	return {
		unitsPerEm: font.unitsPerEm,
		glyphs: glyphs.map((glyph, index) => ({
			commands: glyph.path.commands,
			advance: positions[index]!.xAdvance,
		})),
	};
};

const dimensions = framework.dimensions.map(({ number, slug, title, short }) => ({
	number,
	slug,
	title: title.fr,
	short: short.fr,
}));
const marks = Object.fromEntries(
	dimensions.map(({ slug, number }) => {
		const [said, shown, observed] = EXAMPLE[number - 1]!;
		return [slug, { said, shown, observed }];
	}),
);

const pictures = new Map<string, string>();
for (const { kind, name } of KINDS)
	for (const { number, slug, short } of framework.dimensions)
		for (const [locale, file] of [
			['fr', 'artwork.svg'],
			['en', 'artwork.en.svg'],
		] as const)
			pictures.set(
				`badges/${kind}-${slug}/${file}`,
				badgeArtwork({ dimension: { number, short: short[locale] }, kind, kindName: name[locale] }, typeface),
			);
for (const { id, name, dimensions: numbers } of MILESTONES)
	for (const [locale, file] of [
		['fr', 'artwork.svg'],
		['en', 'artwork.en.svg'],
	] as const)
		pictures.set(
			`badges/${id}/${file}`,
			milestoneArtwork({ name: name[locale], kindName: MILESTONE[locale], dimensions: numbers }, typeface),
		);
pictures.set('static/icon.svg', emblem());
pictures.set('docs/macaron.svg', wheelPicture({ title: 'Macaron', dimensions, marks }, typeface));

if (process.argv.includes('--check')) {
	const differing = [...pictures].filter(([path, svg]) => {
		try {
			return readFileSync(new URL(path, root), 'utf8') !== svg;
		} catch {
			return true;
		}
	});
	for (const [path] of differing) console.error(`${path} is not what the drawing gives: npm run artwork`);
	if (differing.length > 0) process.exit(1);
	console.log(`${pictures.size} pictures are as drawn.`);
} else {
	for (const [path, svg] of pictures) writeFileSync(new URL(path, root), svg);
	for (const value of [180, 512]) {
		const icon = new Resvg(homeScreenIcon(oklchToHex(GROUND.light)), { fitTo: { mode: 'width', value } });
		writeFileSync(new URL(`static/icon-${value}.png`, root), icon.render().asPng());
	}
	console.log(`${pictures.size} pictures drawn.`);
}
