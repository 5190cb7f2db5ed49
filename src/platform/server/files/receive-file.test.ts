import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { openThreads } from '../threads/pool.ts';
import { jobsOnThisThread } from '../threads/job.ts';
import { openXml, pdfOf, photo } from './files.fixture.ts';
import { type AwaitedFile, receiveFile } from './receive-file-job.ts';

const threads = openThreads();
afterAll(() => threads.close());

/** Encodes a form with a file as a browser does. */
async function form(bytes: Uint8Array<ArrayBuffer>, name: string, type: string) {
	const sent = new FormData();
	sent.append('caption', 'Ma\r\ntrace');
	sent.append('file', new File([bytes], name, { type }));
	const request = new Response(sent);
	return [new Uint8Array(await request.arrayBuffer()), request.headers.get('content-type') ?? ''] as const;
}
const plain = (bytes: Buffer) => new Uint8Array(bytes);
const ANY: AwaitedFile = { field: 'file', kinds: 'any' };

describe('a form with a file', () => {
	test('documents are kept byte for byte, pictures drawn anew, by another thread as here', async () => {
		const documents = { pdf: await pdfOf(30), docx: openXml('docx') };
		for (const [extension, bytes] of Object.entries(documents))
			for (const by of [threads, jobsOnThisThread]) {
				const [body, type] = await form(plain(bytes), `../Ma trace.${extension}`, 'text/html');
				const got = await receiveFile(by, body, type, ANY);
				expect(got).toMatchObject({
					fields: { caption: 'Ma\ntrace' },
					file: {
						bytes: plain(bytes),
						sha256: createHash('sha256').update(bytes).digest('hex'),
						name: `Ma trace.${extension}`,
						width: null,
					},
				});
			}
		const [body, type] = await form(plain(await photo('jpeg')), 'photo.png', 'image/png');
		const got = await receiveFile(threads, body, type, { field: 'file', kinds: 'picture' });
		if (typeof got === 'string' || !got.file || 'refused' in got.file) throw new Error('It is refused.');
		expect(got.file).toMatchObject({ type: 'image/jpeg', name: 'photo.png', width: 40, height: 60 });
		expect(got.file.sha256).toBe(createHash('sha256').update(got.file.bytes).digest('hex'));
		expect((await sharp(got.file.bytes).metadata()).exif).toBeUndefined();
	});

	test('a file that is refused leaves the rest of the form', async () => {
		const [body, type] = await form(plain(Buffer.from('<svg onload="x"/>')), 'logo.png', 'image/png');
		expect(await receiveFile(threads, body, type, ANY)).toEqual({
			fields: { caption: 'Ma\ntrace' },
			file: { refused: 'files.svg' },
		});
		const [pdf, kind] = await form(plain(await pdfOf(1)), 'logo.png', 'image/png');
		expect(await receiveFile(threads, pdf, kind, { ...ANY, kinds: 'picture' })).toMatchObject({
			file: { refused: 'files.not-a-picture' },
		});
		const [large, sort] = await form(new Uint8Array(8_000_001), 'x.pdf', '');
		expect(await receiveFile(threads, large, sort, ANY)).toMatchObject({
			file: { refused: 'files.too-large' },
		});
	});

	test('no file, or another field’s, is none; what is no form is told', async () => {
		const [body, type] = await form(new Uint8Array(), 'vide.pdf', '');
		expect(await receiveFile(threads, body, type, ANY)).toEqual({
			fields: { caption: 'Ma\ntrace' },
			file: undefined,
		});
		const [other, kind] = await form(plain(await pdfOf(1)), 'x.pdf', '');
		expect(await receiveFile(threads, other, kind, { ...ANY, field: 'logo' })).toMatchObject({
			file: undefined,
		});
		expect(await receiveFile(threads, body, 'multipart/form-data; boundary=x', ANY)).toBe('unreadable');
	});
});
