import { describe, expect, test } from 'vitest';
import { openThreads } from '#platform/server';
import { jobsOnThisThread } from '#platform/threads';
import type { Pen, PdfContent } from './content.ts';
import { toRecordedPdf, fromRecordedPdf } from './recorded-pdf.ts';
import { FileCache } from './file-cache.ts';
import { writePdf } from './pdf.ts';
import { printUncached, preparePdf } from './print-job.ts';

const square = (side: number) => (pen: Pen) => void pen.save().rect(0, 0, side, side).fill('black').restore();

const sheet = (side = 20, title = 'Badge', pages = 1): PdfContent => ({
	title,
	lang: 'fr-CA',
	author: 'École des Érables',
	date: new Date('2026-11-22T12:00:00Z'),
	blocks: [
		{ kind: 'heading', level: 1, text: title },
		{
			kind: 'beside',
			figure: { kind: 'figure', alt: 'Un carré', width: 40, height: 40, draw: square(side) },
			blocks: [{ kind: 'figure', alt: 'Un autre', width: 40, height: 40, draw: square(side + 1) }],
		},
		{
			kind: 'table',
			columns: [{ name: 'Dit', mark: square(3) }, { name: 'Montré' }],
			rows: [['un', 'deux']],
		},
		...Array.from(
			{ length: 60 * (pages - 1) },
			(_, n) => ({ kind: 'paragraph', text: `Ligne ${n}` }) as const,
		),
	],
	footer: (page, count) => `${title}, page ${page} de ${count} (${count})`,
});
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

describe('a document as a value', () => {
	test('gives the same bytes, drawings, marks and footers included, and survives a copy', async () => {
		for (const pages of [1, 2]) {
			const content = sheet(20, 'Badge', pages);
			const copied = structuredClone(toRecordedPdf(content));
			expect(same(await writePdf(fromRecordedPdf(copied)), await writePdf(content))).toBe(true);
		}
	});

	test('its name is that of all that is drawn', () => {
		const { key } = preparePdf(sheet());
		expect(preparePdf(sheet()).key).toBe(key);
		const picture = (byte: number): PdfContent => ({
			...sheet(),
			blocks: [
				{
					kind: 'figure',
					alt: '',
					width: 1,
					height: 1,
					draw: (pen) => void pen.image(Buffer.from([byte]), 0, 0),
				},
			],
		});
		const others = [
			sheet(21),
			sheet(20, 'Autre'),
			{ ...sheet(), lang: 'en-CA' },
			{ ...sheet(), date: new Date('2026-11-23T12:00:00Z') },
			{ ...sheet(), footer: () => 'pied' },
			{ ...sheet(), blocks: [] },
			picture(1),
			picture(2),
		];
		const keys = others.map((one) => preparePdf(one).key);
		expect(new Set([key, ...keys]).size).toBe(others.length + 1);
	});

	test('written by another thread, it has the same bytes', async () => {
		const threads = openThreads();
		try {
			const ready = preparePdf(sheet(20, 'Badge', 2));
			const there = await printUncached({ threads }, ready);
			expect(same(there, await printUncached({ threads: jobsOnThisThread }, ready))).toBe(true);
			expect(Buffer.from(there.subarray(0, 5)).toString()).toBe('%PDF-');
		} finally {
			await threads.close();
		}
	});
});

describe('kept files', () => {
	const file = (length: number) => async () => new Uint8Array(length);
	const never = async () => {
		throw new Error('made anew');
	};

	test('are made once, even asked for together; what fails is asked for again', async () => {
		const kept = new FileCache(100);
		let made = 0;
		const make = async () => ((made += 1), new Uint8Array(10));
		await Promise.all([kept.of('a', make), kept.of('a', make)]);
		await kept.of('a', never);
		expect(made).toBe(1);
		await expect(kept.of('b', never)).rejects.toThrow('made anew');
		expect(await kept.of('b', file(3))).toHaveLength(3);
	});

	test('past their size in all, the one unasked for longest is forgotten', async () => {
		const kept = new FileCache(100);
		await kept.of('a', file(50));
		await kept.of('b', file(50));
		await kept.of('a', never);
		await kept.of('c', file(1));
		await kept.of('a', never);
		await expect(kept.of('b', never)).rejects.toThrow();
		// A file larger than the whole cache is returned, but not cached.
		expect(await kept.of('d', file(101))).toHaveLength(101);
		await expect(kept.of('d', never)).rejects.toThrow();
		// The too large file does not count towards the cache's size: there is room for another.
		await kept.of('e', file(100));
		await kept.of('e', never);
	});
});
