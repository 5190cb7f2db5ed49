import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { metricsHost, metricsServer } from '../metrics-server.ts';

const TOKEN = 'f3b1c2d4e5a6978877665544';
let close = async () => {};
afterEach(() => close());

/** Starts the server of the metrics, and returns what asks it. */
async function started(token: string | null, read = async () => 'depth 3\n') {
	const server = metricsServer(token, read).listen(0, '127.0.0.1');
	await once(server, 'listening');
	close = async () => {
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	};
	const { port } = server.address() as AddressInfo;
	return (path = '/metrics', headers: Record<string, string> = {}, method = 'GET') =>
		new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((done, fail) => {
			request({ port, host: '127.0.0.1', path, method, headers }, (res) => {
				let body = '';
				res.on('data', (part) => (body += String(part)));
				res.on('end', () => done({ status: res.statusCode ?? 0, body, headers: res.headers }));
			})
				.on('error', fail)
				.end();
		});
}

describe('without a token', () => {
	test('this machine reads them, in Prometheus’s format, and nobody keeps them', async () => {
		const ask = await started(null);
		expect(await ask()).toMatchObject({
			status: 200,
			body: 'depth 3\n',
			headers: {
				'content-type': 'text/plain; version=0.0.4; charset=utf-8',
				'cache-control': 'no-store',
				'x-content-type-options': 'nosniff',
			},
		});
		expect((await ask('/metrics?x=1', { host: 'LOCALHOST:9464' })).status).toBe(200);
		expect(metricsHost(null)).toBe('127.0.0.1');
	});

	test('a name of another site that leads here is refused', async () => {
		const ask = await started(null);
		for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1:9464'])
			expect([host, (await ask('/metrics', { host })).status]).toEqual([host, 421]);
	});

	test('there is one address, and it is only read', async () => {
		const ask = await started(null);
		expect((await ask('/')).status).toBe(404);
		expect((await ask('/metrics/x')).status).toBe(404);
		expect(await ask('/metrics', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
		expect(await ask('/metrics', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
	});

	test('what cannot be read is said, without why', async () => {
		const ask = await started(null, async () => {
			throw new Error('SELECT secret');
		});
		expect(await ask()).toMatchObject({ status: 503, body: 'Not now.\n' });
	});
});

describe('with a token', () => {
	test('whoever shows it reads them, under any name', async () => {
		const ask = await started(TOKEN);
		for (const authorization of [`Bearer ${TOKEN}`, `bearer  ${TOKEN}`])
			expect((await ask('/metrics', { authorization, host: 'macaron.internal' })).status).toBe(200);
		expect(metricsHost(TOKEN)).toBe('0.0.0.0');
	});

	test('nobody else does, not even this machine, whatever they ask', async () => {
		const ask = await started(TOKEN);
		const wrong = ['', 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, TOKEN];
		for (const authorization of wrong)
			for (const path of ['/metrics', '/nothing'])
				expect(await ask(path, { authorization }), authorization).toMatchObject({
					status: 401,
					headers: { 'www-authenticate': 'Bearer' },
				});
		expect((await ask()).status).toBe(401);
	});
});
