import { describe, expect, test } from 'vitest';
import { boundaryOf, hasMoreParts } from './form-parts.ts';

/** A form of so many parts, with the boundary that really cuts it. */
const form = (parts: number, boundary: string) =>
	Buffer.from(
		`${`--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n`.repeat(parts)}--${boundary}--\r\n`,
	);
/** What the parser of forms makes of it. */
const parsed = async (type: string, body: Uint8Array<ArrayBuffer>) =>
	[...(await new Response(body, { headers: { 'content-type': type } }).formData())].length;

/** Ways to say the boundary, with decoys. */
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
		expect(hasMoreParts(body, type, 29)).toBe(true);
		expect(hasMoreParts(body, type, 30)).toBe(false);
	});

	test.each(['', 'multipart/form-data', 'multipart/form-data; boundary=', 'boundary=real', 'multipart'])(
		'« %s » says no boundary: it is not taken apart',
		(type) => {
			expect(hasMoreParts(form(1, 'real'), type, 20)).toBe(true);
		},
	);

	test('a view on a larger buffer is counted alone', () => {
		const whole = Buffer.concat([form(30, 'real'), form(2, 'real')]);
		const view = new Uint8Array(
			whole.buffer,
			whole.byteOffset + form(30, 'real').length,
			form(2, 'real').length,
		);
		expect(hasMoreParts(view, 'multipart/form-data; boundary=real', 2)).toBe(false);
		expect(hasMoreParts(view, 'multipart/form-data; boundary=real', 1)).toBe(true);
	});
});
