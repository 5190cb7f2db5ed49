import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loopbackNetwork } from '#tests/loopback/loopback-web';
import { FETCH_LIMITS } from './limits.ts';
import { sendOneRequest } from './one-request.ts';

let server: Server;
let answer: (res: ServerResponse) => void;
let asked: IncomingHttpHeaders[];
beforeAll(async () => {
	server = createServer((req, res) => {
		asked.push(req.headers);
		answer(res);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
});
beforeEach(() => void (asked = []));
afterEach(() => void vi.useRealTimers());
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

type Accept = 'document' | 'document-or-picture';
const limits = { ...FETCH_LIMITS, documentBytes: 100, pictureBytes: 200, headersMs: 3_000 };
const ask = (accept: Accept = 'document', signal = new AbortController().signal) =>
	sendOneRequest(
		new URL('http://site.example/a'),
		{ accept, signal },
		{
			network: loopbackNetwork({
				ports: { usual: (server.address() as AddressInfo).port },
			}),
			limits,
			userAgent: 'Macaron',
		},
	);
/** Requests a local server that sends this status, headers and body; returns the outcome as text. */
async function said(
	status: number,
	headers: Record<string, string>,
	body: string | Uint8Array = '{}',
	accept: Accept = 'document',
): Promise<string> {
	answer = (res) => res.writeHead(status, headers).end(body);
	try {
		const step = await ask(accept);
		if (step.kind === 'redirect') return `to ${step.to}`;
		if (step.kind === 'refused') return step.why;
		expect(step.kind).toBe('found');
		return `${step.status} ${step.contentType} ${step.bytes.length}`;
	} catch (fault) {
		return (fault as { why?: string }).why ?? 'a fault';
	}
}
const type = (contentType: string, more = {}) => ({ 'content-type': contentType, ...more });
const JSON_TYPE = type('application/json');

// This block runs first: undici starts a timer of its own at the first request that has a timeout. Started
// here, that timer runs on fake time and has no effect on later tests.
describe('the time of one request', () => {
	test('headers are waited for so long, from the connection on', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const heard = Promise.withResolvers<void>();
		answer = () => heard.resolve();
		let ended = false;
		const slow = ask().finally(() => (ended = true));
		const refused = expect(slow).rejects.toMatchObject({ why: 'too-slow' });
		await heard.promise;
		vi.advanceTimersByTime(2_999);
		await new Promise((soon) => setImmediate(soon));
		expect(ended).toBe(false);
		vi.advanceTimersByTime(1);
		await refused;
	});

	test('once they came, the body is no longer bound by it', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const held = Promise.withResolvers<ServerResponse>();
		answer = (res) => {
			res.writeHead(200, JSON_TYPE).write('{');
			held.resolve(res);
		};
		const asking = ask();
		const res = await held.promise;
		// The headers have arrived, so the timer that waited for them must be gone.
		await expect.poll(() => vi.getTimerCount()).toBe(0);
		vi.advanceTimersByTime(3_600_000);
		res.end('}');
		expect(await asking).toMatchObject({ kind: 'found', status: 200 });
	});

	test('nothing is left that waits once the connection broke before the headers', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		answer = (res) => res.destroy();
		await expect(ask()).rejects.toThrow();
		expect(vi.getTimerCount()).toBe(0);
	});

	test('an answer may come in its own time, headers and body, under the limits alone', async () => {
		answer = (res) =>
			void setTimeout(() => {
				res.writeHead(200, JSON_TYPE).write('{');
				setTimeout(() => res.end('}'), 20);
			}, 20);
		expect(await ask()).toMatchObject({ kind: 'found', status: 200 });
	});

	test('who asked may end it', async () => {
		const leaving = new AbortController();
		answer = () => leaving.abort();
		await expect(ask('document', leaving.signal)).rejects.toThrow();
	});
});

describe('what one address answers', () => {
	test.each([301, 302, 303, 307, 308])('%i with an address leads there', async (status) => {
		expect(await said(status, { location: '/b' })).toBe('to /b');
		expect(await said(status, { ...JSON_TYPE, location: ' ' })).toBe(`${status} application/json 2`);
		expect(await said(status, JSON_TYPE)).toBe(`${status} application/json 2`);
	});

	test('a body that nobody waits for does no harm when it breaks off', async () => {
		const closed = Promise.withResolvers<void>();
		answer = (res) => {
			res.once('close', () => closed.resolve());
			res.writeHead(302, { location: '/b', 'content-length': 10 }).write('x');
		};
		expect(await ask()).toEqual({ kind: 'redirect', to: '/b' });
		await closed.promise;
		await new Promise((soon) => setImmediate(soon));
		expect(await said(200, JSON_TYPE)).toBe('200 application/json 2');
	});

	test.each([200, 201, 300, 305, 404])('%i leads nowhere, whatever address it names', async (status) => {
		expect(await said(status, { ...JSON_TYPE, location: '/b' })).toBe(`${status} application/json 2`);
	});

	test.each([
		['', '{}', 'document', '200  2'],
		['Application/JSON ; charset=utf-8; a=b', '{}', 'document', '200 application/json 2'],
		['text/plain', 'eyJ', 'document', '200 text/plain 3'],
		['application/vc+ld+json+jwt', 'x', 'document', '200 application/vc+ld+json+jwt 1'],
		['binary/octet-stream', 'x', 'document', '200 binary/octet-stream 1'],
		['application/octet-stream', 'x', 'document', '200 application/octet-stream 1'],
		['video/mp4', 'x', 'document', 'content-type'],
		['text/css', 'x', 'document', 'content-type'],
		['application/zip', 'x', 'document-or-picture', 'content-type'],
		['image/png', 'x', 'document', 'content-type'],
		['image/png', 'x', 'document-or-picture', '200 image/png 1'],
		['image/svg+xml', '<svg/>', 'document-or-picture', '200 image/svg+xml 6'],
		['image/jpeg', 'x', 'document-or-picture', 'content-type'],
		['text/html', '<p>Bonjour', 'document', 'page'],
		['text/html; charset=utf-8', '<!doctype html>', 'document', 'page'],
		['application/xhtml+xml', '<html>', 'document', 'page'],
		// A document served as HTML.
		['text/html', ' {"a":1}', 'document', '200 text/html 8'],
		['text/html', 'eyJhb', 'document', '200 text/html 5'],
		['text/html', '"eyJhb"', 'document', '200 text/html 7'],
		// An HTML page served as a document is refused.
		['application/json', '\uFEFF\n<!DOCTYPE html><p>', 'document', 'page'],
		['application/json', '<html lang="fr">', 'document', 'page'],
		['application/json', '<htmlx>', 'document', '200 application/json 7'],
		['image/svg+xml', '<html>', 'document-or-picture', 'page'],
	] as const)('« %s », %j, asked for a %s: %s', async (contentType, body, accept, expected) => {
		expect(await said(200, contentType === '' ? {} : type(contentType), body, accept)).toBe(expected);
	});

	test.each([
		[199 + 1, JSON_TYPE, '{}', '200 application/json 2'],
		[299, JSON_TYPE, '{}', '299 application/json 2'],
		[300, JSON_TYPE, '{}', '300 application/json 2'],
		[404, JSON_TYPE, '{}', '404 application/json 2'],
		[410, JSON_TYPE, '{"revoked":true}', '410 application/json 16'],
		// The body of an error response is not read when it is a page, a video or compressed: its status is
		// enough.
		[404, type('text/html'), '{}', '404 text/html 0'],
		[404, type('video/mp4'), 'x', '404 video/mp4 0'],
		[500, type('application/json', { 'content-encoding': 'zstd' }), 'x', '500 application/json 0'],
		[300, type('text/html'), '{}', '300 text/html 0'],
		[299, type('text/html'), '<p>', 'page'],
		[299, type('video/mp4'), 'x', 'content-type'],
		[200, type('application/json', { 'content-encoding': 'zstd' }), 'x', 'compressed'],
		[200, type('video/mp4', { 'content-encoding': 'zstd' }), 'x', 'compressed'],
		[200, type('application/json', { 'content-encoding': 'GZIP' }), gzipSync('{}'), '200 application/json 2'],
		[404, type('application/json', { 'content-encoding': 'gzip' }), gzipSync('{}'), '404 application/json 2'],
		[404, type('application/json'), '<!doctype html>', 'page'],
	] as const)('%i, %j, %j: %s', async (status, headers, body, expected) => {
		expect(await said(status, headers, body)).toBe(expected);
	});

	test('each kind of thing asked for has its own limit, said or not', async () => {
		for (const [accept, most] of [
			['document', 100],
			['document-or-picture', 200],
		] as const) {
			const of = (size: number, more = {}) => said(200, type('text/plain', more), 'x'.repeat(size), accept);
			expect([await of(most), await of(most + 1)]).toEqual([`200 text/plain ${most}`, 'too-large']);
			expect(await of(most, { 'content-length': String(most) })).toBe(`200 text/plain ${most}`);
			expect(await of(most + 1, { 'content-length': String(most + 1) })).toBe('too-large');
		}
	});

	test('what is asked says what is wanted and who wants it, and nothing else', async () => {
		for (const accept of ['document', 'document-or-picture'] as const)
			await said(200, JSON_TYPE, '{}', accept);
		const [document, picture] = asked;
		expect(document).toEqual({
			host: 'site.example',
			connection: 'close',
			'user-agent': 'Macaron',
			'accept-encoding': 'identity',
			accept: expect.stringMatching(/^application\/json, .*text\/plain;q=0.5$/),
		});
		expect(document?.accept).not.toContain('image/');
		expect(picture?.accept).toMatch(/image\/png;q=0.8, image\/svg\+xml;q=0.8/);
	});
});
