import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { emblem } from '../../drawing/emblem.ts';
import { openThreads } from '#platform/server';
import { drawCard } from './card.ts';
import { drawCardOnCallingThread, cardKey, drawCardCached } from './card-job.ts';

const artwork = emblem();
const picture = new Resvg(artwork, { fitTo: { mode: 'width', value: 64 } }).render().asPng();
const card = {
	artwork,
	title: 'Pratique · Collaboration',
	lines: ['Délivré à Ada par École des Érables, le 28 novembre 2026.', 'Il repose sur 2 traces.'],
	foot: 'macaron.example',
};

/** The bounding box of the text of a card, which is the last path of its SVG. */
function boxOf(svg: string) {
	const d = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
	const numbers = [...d.matchAll(/-?\d+\.\d/g)].map(([one]) => Number(one));
	const xs = numbers.filter((_, at) => at % 2 === 0);
	const ys = numbers.filter((_, at) => at % 2 === 1);
	return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

describe('the card of a link', () => {
	test.each<[string, Partial<typeof card>]>([
		['as usual', {}],
		['one long word', { title: 'Anticonstitutionnellement'.repeat(20) }],
		['a long title', { title: 'Pratique et accompagnement '.repeat(12) }],
		['long lines', { lines: ['Délivré par une très longue institution '.repeat(30), 'W'.repeat(500)] }],
		['no lines, other scripts', { title: '学校 العربية', lines: [] }],
		['a long address', { foot: `${'a'.repeat(300)}.example` }],
	])('holds its letters within its edges: %s', (_name, change) => {
		const { left, right, top, bottom } = boxOf(drawCard({ ...card, ...change }, picture));
		expect(left).toBeGreaterThanOrEqual(550);
		expect(right).toBeLessThanOrEqual(1140);
		expect(top).toBeGreaterThanOrEqual(20);
		expect(bottom).toBeLessThanOrEqual(615);
	});

	test('shows each of its texts: without one, another drawing', () => {
		const whole = drawCard(card, picture);
		for (const less of [{ title: 'Pratique' }, { lines: card.lines.slice(1) }, { foot: 'ailleurs.example' }])
			expect(drawCard({ ...card, ...less }, picture)).not.toBe(whole);
		expect(whole).not.toContain('<text');
	});

	test('leaves no hole for a letter that no font has: it has a square, as in PDFs', () => {
		const lines = (text: string) => drawCard({ ...card, lines: [text] }, picture);
		const [none, one, two] = ['École', 'École 学', 'École 学校'].map((text) => lines(text).length);
		expect(one).toBeGreaterThan(none! + 50);
		expect(two! - one!).toBeGreaterThan(50);
	});

	test('is a PNG of 1200 × 630, drawn once on another thread, the same as here', async () => {
		const threads = openThreads();
		try {
			const drawn = await drawCardCached({ threads }, card);
			const view = new DataView(drawn.buffer, drawn.byteOffset);
			expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
			expect(drawn.length).toBeLessThan(300_000);
			expect(Buffer.compare(drawn, await drawCardOnCallingThread(card))).toBe(0);
			expect(await drawCardCached({ threads }, { ...card })).toBe(drawn);
		} finally {
			await threads.close();
		}
	});

	test('its name is that of all it shows', () => {
		const names = [
			card,
			{ ...card, artwork: `${artwork} ` },
			{ ...card, title: 'a' },
			{ ...card, foot: 'b' },
		];
		expect(new Set(names.map(cardKey)).size).toBe(4);
		expect(cardKey({ ...card })).toBe(cardKey(card));
	});
});
