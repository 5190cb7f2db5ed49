import {
	createServer,
	request,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compress } from '../compress.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const OPEN = { br: brotliDecompressSync, gzip: gunzipSync };
const text = (length: number) => 'Ada apprend, Émile aussi. '.repeat(Math.ceil(length / 26)).slice(0, length);

/**
 * What a client receives from a server that compresses and answers with `answers`: headers, status, the raw
 * body, and its decompressed text.
 */
async function answered(
	answers: (res: ServerResponse) => void,
	{ accept = 'gzip', method = 'GET' } = {},
): Promise<{ headers: IncomingHttpHeaders; status: number; raw: Buffer; text: string }> {
	const server = createServer((req, res) => (compress(req, res), answers(res))).listen(0, 'localhost');
	await new Promise((done) => server.once('listening', done));
	const { port } = server.address() as AddressInfo;
	const asked = request({ host: 'localhost', port, method, headers: { 'accept-encoding': accept } }).end();
	const res = await new Promise<IncomingMessage>((done) => asked.once('response', done));
	const raw = await buffer(res);
	server.close();
	const open = (OPEN as Partial<Record<string, typeof gunzipSync>>)[res.headers['content-encoding'] ?? ''];
	const opened = open && raw.length > 0 ? open(raw) : raw;
	return { headers: res.headers, status: res.statusCode ?? 0, raw, text: String(opened) };
}

describe.each(['br', 'gzip'] as const)('in %s', (accept) => {
	const chunks = (body: string, known: boolean) => (res: ServerResponse) => {
		const bytes = Buffer.from(body);
		if (known) res.setHeader('content-length', bytes.length);
		res.writeHead(200, HTML);
		res.write(bytes);
		res.end();
	};

	test.each([
		['of known length', 5_000, true],
		['of the most that is done at once', 60_000, true],
		['longer', 200_000, true],
		['of unknown length', 5_000, false],
	])('an answer %s comes as it was written', async (_what, length, known) => {
		const body = text(length);
		const { headers, raw, text: read } = await answered(chunks(body, known), { accept });
		expect(headers).toMatchObject({ 'content-encoding': accept, vary: 'Accept-Encoding' });
		expect(read).toBe(body);
		expect(raw.length).toBeLessThan(length / 2);
		const atOnce = known && Buffer.byteLength(body) <= 65_536;
		expect(headers['content-length']).toBe(atOnce ? String(raw.length) : undefined);
	});

	test('one that is written by its end alone, as text, with its length counted in bytes', async () => {
		const body = text(3_000);
		const {
			headers,
			raw,
			text: read,
		} = await answered((res) => void res.writeHead(200, { ...HTML, etag: '"a"' }).end(body), { accept });
		expect(read).toBe(body);
		expect(headers).toMatchObject({ 'content-length': String(raw.length), etag: 'W/"a"' });
	});

	test('in several pieces, each as it comes', async () => {
		const pieces = [text(9_000), text(300), text(70_000)];
		const { text: read } = await answered(
			async (res) => {
				res.writeHead(200, HTML);
				for (const piece of pieces) {
					res.write(piece, 'utf8');
					await new Promise((done) => setTimeout(done, 2));
				}
				res.end();
			},
			{ accept },
		);
		expect(read).toBe(pieces.join(''));
	});
});

test.each([
	['tiny', HTML, 200, text(100)],
	['a picture', { 'content-type': 'image/png' }, 200, text(5_000)],
	['compressed already', { ...HTML, 'content-encoding': 'zstd' }, 200, text(5_000)],
	['partial', HTML, 206, text(5_000)],
])('what is %s passes as it is', async (_what, headers, status, body) => {
	const bytes = Buffer.from(body);
	const seen = await answered(
		(res) => void res.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes),
		{ accept: 'identity' },
	);
	const asked = await answered((res) => void res.writeHead(status, { ...headers }).end(bytes));
	expect(asked.raw).toEqual(bytes);
	expect(seen.raw).toEqual(bytes);
	expect(asked.headers['content-encoding']).toBe((headers as Record<string, string>)['content-encoding']);
});

test('what has no body, and who asks for its head alone, get none', async () => {
	const none = await answered((res) => void res.writeHead(304, HTML).end());
	expect([none.status, none.raw.length, none.headers['content-encoding']]).toEqual([304, 0, undefined]);
	const head = await answered((res) => void res.writeHead(200, { ...HTML, 'content-length': 5_000 }).end(), {
		method: 'HEAD',
	});
	expect([head.status, head.raw.length, head.headers['content-length']]).toEqual([200, 0, '5000']);
});

test('who accepts nothing that we know gets it plain, and a cache is told that it depends', async () => {
	const { headers, text: read } = await answered((res) => void res.writeHead(200, HTML).end(text(5_000)), {
		accept: 'deflate',
	});
	expect(headers).toMatchObject({ vary: 'Accept-Encoding' });
	expect(headers['content-encoding']).toBeUndefined();
	expect(read).toBe(text(5_000));
});
