import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { linesOf } from './lines.ts';
import { type Block, hasSubstitutedLetters, type PdfContent, writePdf } from './pdf.ts';
import { readBack } from './read-back.fixture.ts';
import { printableText } from './typeface.ts';

const content = (blocks: readonly Block[], more: Partial<PdfContent> = {}): PdfContent => ({
	title: 'Relevé',
	lang: 'fr-CA',
	author: 'École des Érables',
	date: new Date('2026-11-22T15:00:00Z'),
	blocks: [{ kind: 'heading', level: 1, text: 'Relevé' }, ...blocks],
	footer: (page, pages) => `page ${page} de ${pages}`,
	...more,
});
const said = (text: string): Block => ({ kind: 'paragraph', text });

describe('lines', () => {
	const width = 120;
	const any = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 80 }),
		fc.stringMatching(/^[a-zé«»’ \n-]{0,200}$/),
		fc.stringMatching(/^https:\/\/[a-z0-9/?&=.-]{0,120}$/),
	);

	test('lose nothing, and are no wider than their column', () => {
		always(
			{ 'several lines': 50, 'a word cut': 5 },
			(met) =>
				fc.property(any, fc.boolean(), (text, bold) => {
					const lines = linesOf(text, { size: 10, bold, width });
					const written = lines
						.map((line) =>
							line
								.filter(({ written }, at) => written === undefined || line[at - 1]?.written !== written)
								.map(({ written, shown }) => written?.text ?? shown)
								.join(''),
						)
						.join('');
					met('several lines', lines.length > 1);
					met(
						'a word cut',
						lines.flat().some((one) => one.written !== undefined),
					);
					expect(written).toBe(printableText(text).replaceAll('\n', ''));
					for (const line of lines) {
						const last = line.at(-1);
						const trailing = last?.shown.match(/ *$/)?.[0].length ?? 0;
						const total = line.reduce((sum, one) => sum + one.width, 0) - trailing * 10;
						if (line.length > 1 || (last?.shown.trimEnd().length ?? 0) > 1)
							expect(total).toBeLessThanOrEqual(width);
					}
				}),
			{ numRuns: 300, examples: [['https://2-bigdgama/7=&=', true]] },
		);
	});

	test('a space that does not break keeps both words together', () => {
		const lines = linesOf('Motif\u00a0: «\u00a0trace\u00a0» absente', { size: 10, bold: false, width: 60 });
		expect(lines.map((line) => line.map(({ shown }) => shown).join(''))).toEqual([
			'Motif\u00a0: ',
			'«\u00a0trace\u00a0» ',
			'absente',
		]);
	});

	test('says which texts are not printed as they were written', () => {
		expect(hasSubstitutedLetters('L’œuvre d’Émile « à suivre » – 20\u202f% … Łukasz Şahin')).toBe(false);
		for (const text of ['Ada 🎓', 'Nguyễn', '李小龍', 'Αλέξης'])
			expect(hasSubstitutedLetters(text), text).toBe(true);
	});
});

describe('a document', () => {
	test('says its language, its title and that it is tagged, and embeds its fonts', async () => {
		const read = await readBack(await writePdf(content([said('Corps')], { title: 'Arts & <lettres>' })));
		expect(read.info).toMatchObject({
			Title: 'Arts & <lettres>',
			Language: 'fr-CA',
			PDFFormatVersion: '1.7',
		});
		expect(read.xmp('dc:title')).toBe('Arts & <lettres>');
		expect(read.xmp('pdfuaid:part')).toBe('1');
		expect(read.marked).toBe(true);
		expect(read.showsTitle).toBe(true);
		expect(read.fonts).toEqual({ described: 2, embedded: 2, standard: 0 });
		await read.close();
	});

	test('gives back what was written: French signs, neighbours’ letters, and what no font has', async () => {
		const french = 'L’œuvre d’Émile, « cœur » : ŒÀÂÇÉÈÊËÎÏÔÙÛÜŸ – — … • ½ 20 % fi ffl';
		const read = await readBack(await writePdf(content([said(french), said('Łukasz Şahin Nguyễn 🎓 李')])));
		const [first, second] = read.pages[0]?.elements.filter(({ role }) => role === 'P') ?? [];
		expect(read.pages[0]?.textOf(first!)).toBe(french);
		// The PDF shows the nearest letter where there is one, a square where there is none; screen readers
		// read what was written.
		expect(read.pages[0]?.textOf(second!).trim()).toBe('Łukasz Şahin Nguyên');
		const spans = read.pages[0]?.elements.filter(({ role }) => role === 'Span') ?? [];
		expect(spans).toHaveLength(3);
		await read.close();
	});

	test('goes on as many pages as it takes, numbered, each mark in the tree or an artifact', async () => {
		const long = 'Une phrase assez longue pour passer à la ligne quand elle revient souvent. '.repeat(120);
		const link = { text: 'https://macaron.example/b/abc', href: 'https://macaron.example/b/abc' };
		const blocks: Block[] = [
			{ kind: 'notice', title: 'À savoir', text: 'Ceci.', grave: true },
			said(long),
			{ kind: 'heading', level: 2, text: 'Une suite' },
			{ kind: 'list', ordered: true, items: ['Un', [{ text: 'Deux : ' }, link]] },
			{ kind: 'facts', pairs: ['a', 'b', 'c'].map((name) => ({ name, value: name })) },
			{ kind: 'table', columns: [{ name: 'A' }, { name: 'B' }], rows: [['1', '2']] },
			{ kind: 'rule' },
			said(long),
		];
		const read = await readBack(await writePdf(content(blocks)));
		expect(read.pages.length).toBeGreaterThan(2);
		for (const { marks, held } of read.pages) {
			expect(marks.ink).toBeGreaterThan(20);
			expect(marks).toMatchObject({ loose: [], unclosed: 0 });
			expect(marks.artifacts).toBeGreaterThan(0);
			expect([...held].sort()).toEqual([...marks.mcids].sort());
		}
		await read.close();
	});

	test('a heading never ends a page, and the same content gives the same bytes', async () => {
		for (let lines = 40; lines < 50; lines++) {
			const filling = Array.from({ length: lines }, () => 'ligne').join('\n');
			// These blocks are too long for one page even at the smallest scale.
			const blocks = [
				said(filling),
				{ kind: 'heading', level: 2, text: 'Suite' } as const,
				said('x\n'.repeat(30)),
			];
			const bytes = await writePdf(content(blocks));
			expect(Buffer.compare(bytes, await writePdf(content(blocks)))).toBe(0);
			const read = await readBack(bytes);
			for (const { elements } of read.pages) expect(elements.at(-1)?.role).not.toBe('H2');
			await read.close();
		}
	});
});
