import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanPicture } from './clean-picture.ts';
import { photo } from './files.fixture.ts';

/** Makes one chunk of a PNG. */
function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type), data]);
	const all = Buffer.alloc(body.length + 8);
	all.writeUInt32BE(data.length, 0);
	body.copy(all, 4);
	all.writeUInt32BE(crc32(body), body.length + 4);
	return all;
}

/** Makes a PNG of one colour and one bit a pixel, which weighs nearly nothing, with other chunks before it. */
function flatPng(width: number, height: number, ...others: Buffer[]): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([1, 0, 0, 0, 0], 8);
	const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', head),
		...others,
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

describe('a picture drawn anew', () => {
	test.each(['jpeg', 'png', 'webp'] as const)(
		'%s: nothing is left but its pixels, the right way up',
		async (format) => {
			const sent = await photo(format);
			for (const secret of ['Teleph0ne', 'Ada Secrete', 'Chez-elle'])
				expect(sent.includes(secret)).toBe(true);
			const before = await sharp(sent).metadata();
			expect([before.exif, before.icc, before.xmp].map(Boolean)).toEqual([true, true, true]);
			expect(before.orientation).toBe(6);

			const made = await cleanPicture(
				Buffer.concat([sent, Buffer.from('PK\x03\x04 Chez-elle')]),
				`image/${format}`,
			);
			if ('refused' in made) throw new Error(made.refused);
			const after = await sharp(made.bytes).metadata();
			expect(after).toMatchObject({ format, width: 40, height: 60 });
			for (const key of ['exif', 'icc', 'xmp', 'iptc', 'orientation', 'comments'] as const)
				expect(after[key], key).toBeUndefined();
			for (const secret of ['Teleph0ne', 'Ada Secrete', 'Chez-elle', 'PK\x03\x04'])
				expect(made.bytes.includes(secret)).toBe(false);
			expect(made).toMatchObject({ type: `image/${format}`, width: 40, height: 60 });
			// Turned by a quarter: what was at the left is at the top.
			const { data, info } = await sharp(made.bytes)
				.removeAlpha()
				.raw()
				.toBuffer({ resolveWithObject: true });
			const colourAt = (x: number, y: number) => {
				const at = (y * info.width + x) * info.channels;
				return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
			};
			expect([colourAt(20, 5), colourAt(20, 55)]).toEqual(['red', 'blue']);
		},
	);

	test('one larger than a page shows is made smaller, a small one is not made larger', async () => {
		const large = await cleanPicture(flatPng(4_000, 1_000), 'image/png');
		expect(large).toMatchObject({ width: 2_560, height: 640 });
		expect(await cleanPicture(flatPng(3, 2), 'image/png')).toMatchObject({ width: 3, height: 2 });
	});

	test('its transparency stays', async () => {
		const create = { width: 8, height: 8, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
		const made = await cleanPicture(await sharp({ create }).png().toBuffer(), 'image/png');
		if ('refused' in made) throw new Error(made.refused);
		expect((await sharp(made.bytes).stats()).isOpaque).toBe(false);
	});
});

const animation = () =>
	sharp(Buffer.from(Array.from({ length: 2 * 2 * 3 * 3 }, (_, at) => (at < 12 ? 0 : at < 24 ? 250 : 120))), {
		raw: { width: 2, height: 6, channels: 3, pageHeight: 2 },
	})
		.webp({ loop: 0, delay: [50, 50, 50] })
		.toBuffer();

describe('refused', () => {
	test.each<[string, () => Promise<Buffer>, 'png' | 'jpeg' | 'webp', string]>([
		['more pixels than are drawn', async () => flatPng(14_000, 14_000), 'png', 'files.too-many-pixels'],
		['one more than are drawn', async () => flatPng(5_001, 5_000), 'png', 'files.too-many-pixels'],
		['half a photo', async () => (await photo('jpeg')).subarray(0, 900), 'jpeg', 'files.damaged'],
		['half a picture', async () => flatPng(900, 900).subarray(0, 70), 'png', 'files.damaged'],
		['a signature alone', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg', 'files.damaged'],
		['an animation', animation, 'webp', 'files.gif'],
		['another format than said', () => photo('png'), 'jpeg', 'files.damaged'],
	])('%s', async (_what, make, format, code) => {
		expect(await cleanPicture(await make(), `image/${format}`)).toEqual({ refused: code });
	});

	test('a byte of its pixels changed, by the sum that a PNG has', async () => {
		const bytes = flatPng(400, 400);
		const at = bytes.indexOf('IDAT') + 12;
		bytes[at] = (bytes[at] ?? 0) ^ 0x55;
		expect(await cleanPicture(bytes, 'image/png')).toEqual({ refused: 'files.damaged' });
	});

	test('text that inflates to 200 MB takes none of it', async () => {
		const bomb = chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(200_000_000))]));
		const before = process.memoryUsage().rss;
		const made = await cleanPicture(flatPng(8, 8, bomb), 'image/png');
		expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
		if (!('refused' in made)) expect(made.bytes.length).toBeLessThan(1_000);
	});

	test.each(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'GIF89a', '%PDF-1.4'])(
		'%s: no other format is read, whatever it is given as',
		async (text) => {
			expect(await cleanPicture(Buffer.from(text), 'image/png')).toEqual({ refused: 'files.damaged' });
		},
	);
});
