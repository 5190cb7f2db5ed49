import { expect, test } from 'vitest';
import { publishedFramework } from '#framework/server';
import { withImportedWords, wordedTexts, type WordingChange } from '../worded.ts';
import { MOST_ROWS, readWords, wordsFile } from './read-words.ts';

const now = publishedFramework('crcn-2025');
const HEAD = 'slug,fr,en,provenance';
const read = (...rows: readonly string[]) =>
	readWords(new TextEncoder().encode([HEAD, ...rows].join('\n')), now);
const faults = (...rows: readonly string[]) =>
	read(...rows).faults.map(({ line, column, code }) => `${line} ${column ?? '-'} ${code}`);

test.each<[string, readonly string[], readonly string[]]>([
	['a sound row', ['collaboration/title,Ensemble,Together,officiel'], []],
	['an unknown dimension', ['cuisine/title,a,b,officiel'], ['2 slug unknown-slug']],
	['an unknown element', ['collaboration/rien,a,b,officiel'], ['2 slug unknown-slug']],
	['a row twice', ['title,a,b,officiel', 'title,c,d,officiel'], ['3 slug twice']],
	['one language', ['title,a,,officiel'], ['2 en empty']],
	['another word', ['title,a,b,sûr'], ['2 provenance provenance']],
	['no word', ['title,a,b,'], ['2 provenance provenance']],
	['a cell too few', ['title,a,b'], ['2 - cells']],
	['a title removed', ['title,,,'], ['2 slug stays']],
	['a new element that is there', ['new:collaboration/spot-opportunities,a,b,officiel'], ['2 slug not-new']],
	['a new element without a home', ['new:cuisine/pain,a,b,officiel'], ['2 slug new-slug']],
	['a new element named as a field', ['new:collaboration/sommaire sec,a,b,officiel'], ['2 slug new-slug']],
	['a new element of an element', ['new:collaboration/a/b,a,b,officiel'], ['2 slug new-slug']],
	['a short name that is none', [`collaboration/short,${'a'.repeat(41)},b,officiel`], ['2 fr too-long']],
	['a text that never ends', [`title,${'a'.repeat(1_501)},b,officiel`], ['2 fr too-long']],
	['two lines in a cell', ['title,"a\nb",c,officiel'], ['3 fr control']],
	['an open quote', ['title,"a,b,officiel'], ['2 - quote']],
	[
		'faults of several rows',
		['rien,a,b,officiel', 'title,a,,sûr'],
		['2 slug unknown-slug', '3 en empty', '3 provenance provenance'],
	],
])('%s', (_name, rows, expected) => {
	expect(faults(...rows)).toEqual(expected);
});

test.each(['=', '+', '-', '@'])('a cell that begins with %s is refused, wherever it stands', (sign) => {
	expect(faults(`title,${sign}1,b,officiel`)).toEqual(['2 fr formula']);
	expect(faults(`title,a,${sign}1,officiel`)).toEqual(['2 en formula']);
	expect(faults(`${sign}title,a,b,officiel`)).toEqual(['2 slug formula']);
});

test('another encoding, other columns, too many rows and too many bytes stop the whole file', () => {
	expect(readWords(Buffer.from(`${HEAD}\ntitle,été,b,officiel`, 'latin1'), now).faults[0]?.code).toBe(
		'encoding',
	);
	expect(readWords(new TextEncoder().encode('slug,en,fr,provenance\n'), now).faults[0]?.code).toBe('header');
	expect(readWords(new TextEncoder().encode(''), now).faults[0]?.code).toBe('header');
	const many = Array.from({ length: MOST_ROWS + 1 }, () => 'title,a,b,officiel');
	expect(read(...many).faults.map(({ code }) => code)).toEqual(['too-many']);
	expect(read(...many.slice(1)).faults.some(({ code }) => code === 'too-many')).toBe(false);
	expect(readWords(new Uint8Array(8_000_001), now).faults[0]?.code).toBe('too-large');
});

test('a semicolon stands between cells where the headers say so, and a text that is so already is no change', () => {
	const bytes = new TextEncoder().encode('slug;fr;en;provenance\ntitle;Cadre;Framework;officiel/secondaire');
	expect(readWords(bytes, now)).toEqual({
		faults: [],
		changes: [
			{
				...{ slug: 'title', fr: 'Cadre', en: 'Framework', kind: 'text' },
				certainty: { fr: 'officiel', en: 'secondaire' },
			},
		],
	});
	expect(readWords(new TextEncoder().encode(wordsFile(now)), now)).toEqual({ faults: [], changes: [] });
});

test('a dimension keeps an element at least, and takes twelve at most', () => {
	const { slug, elements } = now.dimensions[4]!;
	const all = elements.map((one) => `${slug}/${one.slug},,,`);
	expect(faults(...all).at(-1)).toMatch(/slug elements$/);
	expect(faults(...all.slice(1))).toEqual([]);
	const more = Array.from(
		{ length: 13 - elements.length },
		(_, at) => `new:${slug}/other-${at},a,b,officiel`,
	);
	expect(faults(...more).at(-1)).toMatch(/slug elements$/);
	expect(faults(...more.slice(1))).toEqual([]);
});

test('a version is provisional no more once titles and elements have their official words', () => {
	const official = ({ slug, fr, en }: (typeof texts)[number]): WordingChange => ({
		...{ slug, fr, en, kind: 'text' },
		certainty: { fr: 'officiel', en: 'officiel' },
	});
	const texts = wordedTexts(now);
	const [some, all] = [texts.slice(0, 60), texts].map((few) => few.map(official));
	expect(withImportedWords(now, some!, '2026-12-01')).toMatchObject({
		provisional: true,
		changedOn: '2026-12-01',
	});
	const settled = withImportedWords(now, all!, '2026-12-01');
	expect(settled.provisional).toBe(false);
	expect(settled.dimensions.some(({ gap }) => gap !== undefined)).toBe(false);
	expect(withImportedWords(now, [], '2026-12-01')).toBe(now);
});
