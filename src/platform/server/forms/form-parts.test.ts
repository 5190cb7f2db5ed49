import { describe, expect, test } from 'vitest';
import { boundaryOf, isTooCostlyToParse } from './form-parts.ts';

/** A multipart form with this many parts, separated by this boundary. */
const form = (parts: number, boundary: string) =>
	Buffer.from(
		`${`--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n`.repeat(parts)}--${boundary}--\r\n`,
	);
/** The number of fields that the form parser finds. */
const parsed = async (type: string, body: Uint8Array<ArrayBuffer>) =>
	[...(await new Response(body, { headers: { 'content-type': type } }).formData())].length;

/** Content types that contain a boundary, some with other parameters that look like one. */
const WAYS: readonly (readonly [type: string, boundary: string])[] = [
	['multipart/form-data; boundary=real', 'real'],
	['multipart/form-data; boundary="real"', 'real'],
	['Multipart/Form-Data; charset=utf-8; BOUNDARY=real', 'real'],
	['multipart/form-data; xboundary=decoy; boundary=real', 'real'],
	['multipart/form-data; x="boundary=decoy"; boundary=real', 'real'],
	['multipart/form-data; x=";boundary=decoy;"; boundary=real', 'real'],
	['multipart/form-data; boundary=real; boundary=decoy', 'real'],
	['multipart/form-data;boundary="re\\al"', 'real'],
];

describe('the parts of a form', () => {
	test.each(WAYS)('%s: cut as the parser cuts it', async (type, boundary) => {
		expect(boundaryOf(type)).toBe(boundary);
		const body = form(30, boundary) as Buffer<ArrayBuffer>;
		expect(await parsed(type, body)).toBe(30);
		expect(isTooCostlyToParse(body, type, 29)).toBe(true);
		expect(isTooCostlyToParse(body, type, 30)).toBe(false);
	});

	test.each(['', 'multipart/form-data', 'multipart/form-data; boundary=', 'boundary=real', 'multipart'])(
		'« %s » says no boundary: it is not taken apart',
		(type) => {
			expect(isTooCostlyToParse(form(1, 'real'), type, 20)).toBe(true);
		},
	);

	test('a view on a larger buffer is counted alone', () => {
		const whole = Buffer.concat([form(30, 'real'), form(2, 'real')]);
		const view = new Uint8Array(
			whole.buffer,
			whole.byteOffset + form(30, 'real').length,
			form(2, 'real').length,
		);
		expect(isTooCostlyToParse(view, 'multipart/form-data; boundary=real', 2)).toBe(false);
		expect(isTooCostlyToParse(view, 'multipart/form-data; boundary=real', 1)).toBe(true);
	});

	/** A form of one part whose headers, delimiter included, have this many bytes. */
	const long = (size: number) => {
		const [before, end] = ['--real\r\ncontent-disposition: form-data; name="a"', '\r\n\r\nb\r\n'];
		const line = '\r\nX: y';
		const lines = line.repeat(Math.ceil((size - before.length - 4) / line.length));
		const head = `${before}${lines}`.slice(0, size - 4);
		return Buffer.from(`${head}${end}--real--\r\n`);
	};
	const TYPE = 'multipart/form-data; boundary=real';

	test.each([
		[200, false],
		[8000, false],
		[8198, false],
		[8199, true],
		[20_000, true],
		[1_000_000, true],
	])('%i bytes before the content of a part: refused %s, before it is taken apart', (size, refused) => {
		expect(isTooCostlyToParse(long(size), TYPE, 20)).toBe(refused);
		// The long headers must also be found in a second part, after a short one.
		const second = Buffer.concat([form(1, 'real').subarray(0, -10), long(size)]);
		expect(isTooCostlyToParse(second, TYPE, 20)).toBe(refused);
	});

	test('a large file is no long header, nor is what follows the end of the form', () => {
		const file = Buffer.from(
			`--real\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n${'A'.repeat(100_000)}\r\n--real--\r\n`,
		);
		expect(isTooCostlyToParse(file, TYPE, 1)).toBe(false);
		expect(isTooCostlyToParse(Buffer.concat([file, Buffer.alloc(100, 65)]), TYPE, 1)).toBe(false);
	});
});
