import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { type QrCode, qrCode, qrPath } from './qr-code.ts';

const SCALE = 4;

/** The RGBA pixels of a QR code as a camera sees it: black bars on white. */
function photographed({ side, bars }: QrCode): Uint8ClampedArray {
	const width = side * SCALE;
	const picture = new Uint8ClampedArray(width * width * 4).fill(255);
	for (const bar of bars)
		for (let y = bar.y * SCALE; y < (bar.y + 1) * SCALE; y++)
			for (let x = bar.x * SCALE; x < (bar.x + bar.width) * SCALE; x++)
				picture.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
	return picture;
}

const read = (code: QrCode) => jsQR(photographed(code), code.side * SCALE, code.side * SCALE)?.data;

describe('QR code', () => {
	test('an address drawn is the address read', () => {
		const address = fc
			.tuple(fc.domain(), fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/))
			.filter(([host]) => host.length < 60)
			.map(([host, id]) => `https://${host}/b/${id}`);
		always(
			{ 'a long address': 5 },
			(met) =>
				fc.property(address, (text) => {
					met('a long address', text.length > 50);
					expect(read(qrCode(text))).toBe(text);
				}),
			{ numRuns: 25 },
		);
	});

	test('four light modules stand on each side, and bars neither touch nor overlap', () => {
		const { side, quiet, bars } = qrCode('https://macaron.example/b/0123456789abcdefghjkmnpqrs');
		expect(quiet).toBe(4);
		expect(Math.min(...bars.map(({ x, y }) => Math.min(x, y)))).toBe(4);
		expect(Math.max(...bars.map(({ x, y, width }) => Math.max(x + width, y + 1)))).toBe(side - 4);
		const close = bars.filter((bar, at) => {
			const before = bars[at - 1];
			return before?.y === bar.y && before.x + before.width >= bar.x;
		});
		expect(close).toEqual([]);
	});

	test('the path of the page draws the same bars', () => {
		const code = qrCode('https://macaron.example/b/0123456789abcdefghjkmnpqrs');
		const drawn = [...qrPath(code).matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map(([, x, y, width]) => ({
			x: Number(x),
			y: Number(y),
			width: Number(width),
		}));
		expect(drawn).toEqual(code.bars);
	});
});
