import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openThreads } from '#platform/server';
import { isPdf, pdfLinksOnCallingThread, pdfLinksOf } from './sheet-job.ts';

const MEGABYTE = 1024 * 1024;
const A = 'https://macaron.example/b/0123456789abcdefghjkmnpqrs';
const pdf = (...parts: readonly (string | Uint8Array)[]) =>
	Buffer.concat([
		Buffer.from('%PDF-1.7\n'),
		...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
	]);
const stream = (dictionary: string, held: Uint8Array, ending = '\n') =>
	Buffer.concat([
		Buffer.from(`7 0 obj\n<< ${dictionary} /Length ${held.length} >>\nstream${ending}`),
		held,
		Buffer.from('\nendstream\nendobj\n'),
	]);
const objects = (text: string, ending?: string) =>
	stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(text), ending);
const link = (address: string) => `<< /S /URI /URI (${address}) >>`;

describe('the links of a PDF', () => {
	test.each<[string, Buffer, readonly string[]]>([
		['none', pdf('1 0 obj << >> endobj'), []],
		['one', pdf(link(A)), [A]],
		['without a space, or on another line', pdf(`/URI(${A}x)\n/URI\r\n (${A})`), [`${A}x`, A]],
		['twice', pdf(link(A), link(A)), [A]],
		['with signs that are escaped', pdf(link(`${A}?a=\\(1\\)\\057`)), [`${A}?a=(1)/`]],
		['broken over two lines', pdf(link(`${A.slice(0, 20)}\\\n${A.slice(20)}`)), [A]],
		['in hexadecimal', pdf(`/URI <${Buffer.from(A).toString('hex')}>`), [A]],
		['in compressed objects', pdf(objects(link(A))), [A]],
		['after a carriage return too', pdf(objects(link(A), '\r\n')), [A]],
		['in the second of two', pdf(objects('nothing'), objects(link(A))), [A]],
		['after damaged ones', pdf(stream('/Type /ObjStm', Buffer.from('not zlib')), objects(link(A))), [A]],
		[
			'no address of the Web',
			pdf(link('javascript:alert'), link('file:///etc/passwd'), link('mailto:a@b')),
			[],
		],
		['in what is drawn or shown', pdf(stream('/Filter /FlateDecode', deflateSync(link(A)))), []],
		['cut before its end', pdf(`/URI (${A}`), []],
		['a stream without an end', pdf(`/Type /ObjStm stream\n`, deflateSync(link(A)), '\nendobj\n'), []],
	])('%s', async (_name, file, wanted) => {
		expect(await pdfLinksOnCallingThread(file)).toEqual(wanted);
	});

	test('a file is a PDF by its mark, near its beginning; what begins as something else is that', () => {
		expect(isPdf(pdf())).toBe(true);
		expect(isPdf(Buffer.concat([Buffer.alloc(900, 32), pdf()]))).toBe(true);
		expect(isPdf(Buffer.concat([Buffer.alloc(1024, 32), pdf()]))).toBe(false);
		expect(isPdf(new Uint8Array(0))).toBe(false);
		for (const begins of ['\x89PNG %PDF-', '<svg>%PDF-', '{"a":"%PDF-"}', '["%PDF-"]'])
			expect(isPdf(Buffer.from(begins, 'latin1'))).toBe(false);
	});
});

describe('a PDF made to harm', () => {
	const threads = openThreads();
	afterAll(() => threads.close());

	// Each PDF below is as large as is accepted, or inflates to more; each must be read within the time limit
	// of its thread.
	test.each<[string, () => Buffer, readonly string[]]>([
		['inflates to 16 MB', () => pdf(objects(' '.repeat(16 * MEGABYTE)), objects(link(A))), [A]],
		[
			'inflates to 4 MB again and again',
			() => pdf(...Array(150).fill(objects(' '.repeat(4 * MEGABYTE - 8)))),
			[],
		],
		[
			'inflates to exactly 4 MB, then more',
			() => pdf(objects(' '.repeat(4 * MEGABYTE)), objects(link(A))),
			[],
		],
		['has many streams', () => pdf('/ObjStm stream\n x endstream '.repeat(250_000), objects(link(A))), []],
		['opens many addresses', () => pdf('/URI (a'.repeat(MEGABYTE / 2)), []],
		['opens addresses in hexadecimal', () => pdf('/URI <aa'.repeat(900_000)), []],
		['is all blanks after a name', () => pdf(`/URI${' '.repeat(8 * MEGABYTE - 64)}`), []],
		['is all escapes', () => pdf(`/URI (${'\\('.repeat(4 * MEGABYTE - 64)}`), []],
	])('%s', async (_name, made, wanted) => {
		expect(await pdfLinksOf(threads, made())).toEqual(wanted);
	});

	test('keeps few addresses of many', async () => {
		const many = Array.from({ length: 5000 }, (_, n) => link(`https://exemple.example/${n}`));
		expect(await pdfLinksOnCallingThread(pdf(...many))).toHaveLength(64);
		expect(await pdfLinksOnCallingThread(pdf(link(`https://exemple.example/${'x'.repeat(4000)}`)))).toEqual(
			[],
		);
	});
});
