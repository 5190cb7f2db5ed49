import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { test } from '../fixtures.ts';
import { foreignBadge } from '../foreign-badge.ts';
import { rawRequest } from '../raw-request.ts';
import { word } from '../words.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

test('a page of any other site may ask, and reads the answer', async ({ browser, cast }) => {
	const elsewhere = createServer((_, response) =>
		response.end('<!doctype html><title>Ailleurs</title>'),
	).listen(0, '127.0.0.1');
	await once(elsewhere, 'listening');
	const page = await browser.newPage();
	await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
	const answered = await page.evaluate(async (address) => {
		const response = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ badge: 'bonjour' }),
		});
		return {
			status: response.status,
			left: response.headers.get('ratelimit-remaining'),
			...(await response.json()),
		};
	}, `${cast.service.origin}/api/verify`);
	expect(answered).toMatchObject({ status: 200, verdict: 'malformed' });
	expect(Number(answered.left)).toBeGreaterThan(0);
	await page.close();
	elsewhere.close();
});

test('no cookie changes anything: neither what is answered, nor what is kept', async ({ cast }) => {
	const ask = (headers: Record<string, string>, path = '/api/verify') =>
		rawRequest(cast.service.origin, {
			path,
			method: path === '/api/verify' ? 'POST' : 'GET',
			headers: { ...JSON_TYPE, accept: 'application/json', ...headers },
			...(path === '/api/verify' && { body: JSON.stringify({ badge: 'bonjour' }) }),
		});
	const still = ({ status, headers, body }: Awaited<ReturnType<typeof ask>>) => ({
		status,
		body: body.replace(/"verifiedAt":"[^"]*"/, ''),
		headers: { ...headers, date: '', 'ratelimit-remaining': '', 'content-length': '' },
	});
	const sessions = () => cast.query('select * from sessions order by 1');
	for (const path of ['/api/verify', '/api/openapi.json']) {
		const plain = still(await ask({}, path));
		expect(plain.status).toBe(200);
		expect(plain.headers['set-cookie']).toBeUndefined();
		expect(String(plain.headers.vary)).not.toMatch(/cookie/i);
		const before = sessions();
		for (const cookie of [
			cast.who.ada.cookie(),
			`${cast.who.chloe.cookie()}; lang=en`,
			'lang=en',
			'__Host-session=nothing',
		])
			expect(still(await ask({ cookie }, path))).toEqual(plain);
		expect(sessions()).toEqual(before);
	}
});

test('bodies: large ones are refused in words, on this very address alone', async ({ cast }) => {
	const { origin } = cast.service;
	const send = (path: string, type: string, body: string, chunked = false) =>
		rawRequest(origin, { path, method: 'POST', headers: { 'content-type': type }, body, chunked });
	for (const chunked of [false, true]) {
		const large = await send('/api/verify', 'text/plain', 'x'.repeat(6_400_000), chunked);
		expect([large.status, large.headers['content-type']]).toEqual([413, 'application/problem+json']);
		expect(JSON.parse(large.body)).toMatchObject({ code: 'recognition.text-too-long' });
		const huge = await send('/api/verify', 'image/png', 'x'.repeat(8_500_000), chunked);
		expect([huge.status, huge.headers['content-type']]).toEqual([413, 'application/problem+json']);
		const fitting = await send('/api/verify', 'image/png', 'x'.repeat(1_500_000), chunked);
		expect([fitting.status, JSON.parse(fitting.body)]).toMatchObject([200, { verdict: 'malformed' }]);
	}
	// Larger than the service reads at all.
	const immense = await fetch(`${origin}/api/verify`, {
		method: 'POST',
		headers: { 'content-type': 'image/png' },
		body: 'x'.repeat(10_000_000),
	});
	expect([immense.status, immense.headers.get('content-type')]).toEqual([413, 'application/problem+json']);
	for (const path of ['/api/verify/', '/api/openapi.json', '/sign-in'])
		expect((await send(path, 'text/plain', 'x'.repeat(100_000))).status, path).toBe(413);
});

test('the description stands where the page says, and the log holds nothing of anybody', async ({
	asking: service,
}) => {
	const page = await (await fetch(`${service.origin}/verify`)).text();
	expect(page).toContain('href="/api/openapi.json"');
	const described = (await (await fetch(`${service.origin}/api/openapi.json`)).json()) as {
		openapi: string;
		servers: { url: string }[];
	};
	expect(described).toMatchObject({ openapi: '3.1.1', servers: [{ url: service.origin }] });

	const question = { badge: foreignBadge(), recipient: 'canari-courriel@ecole.example' };
	for (const accept of ['application/json', 'application/x-ndjson']) {
		const answer = await fetch(`${service.origin}/api/verify`, {
			method: 'POST',
			headers: { ...JSON_TYPE, accept },
			body: JSON.stringify(question),
		});
		const text = await answer.text();
		expect(answer.status).toBe(200);
		expect(text).toContain('"verdict":"unknown"');
		expect(text).not.toContain('canari-');
	}
	const log = service
		.output()
		.split('\n')
		.filter((line) => line.startsWith('{'));
	expect(log.some((line) => line.includes('/(machine)/api/verify'))).toBe(true);
	expect(log.filter((line) => /canari-|6h3k|urn:uuid|localhost\b|macaron\.example/.test(line))).toEqual([]);
});

test('one visitor too many a time waits, on the page as by program, and is told for how long', async ({
	service,
}) => {
	const ask = () =>
		fetch(`${service.origin}/api/verify`, {
			method: 'POST',
			headers: JSON_TYPE,
			body: JSON.stringify({ badge: 'x' }),
		});
	let refused: Response | undefined;
	for (let times = 0; times < 1000 && !refused; times += 1) {
		const answer = await ask();
		if (answer.status === 429) refused = answer;
		else await answer.arrayBuffer();
	}
	expect(refused?.headers.get('content-type')).toBe('application/problem+json');
	expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(refused?.headers.get('ratelimit-remaining')).toBe('0');
	// The visitor's share of verifications refills while the test asks, so it asks again until the page meets
	// an empty share, even on a slow machine.
	let said = '';
	for (let times = 0; times < 200 && said === ''; times += 1) {
		const [page] = await Promise.all([
			fetch(`${service.origin}/verify`, {
				method: 'POST',
				headers: { origin: service.origin, accept: 'text/html' },
				body: new URLSearchParams({ text: 'gardez ceci' }),
			}),
			...Array.from({ length: 20 }, () => ask().then((one) => one.arrayBuffer())),
		]);
		if (page.status === 429) said = await page.text();
		else await page.arrayBuffer();
	}
	expect(said).toContain('gardez ceci');
	// The page asks the person to wait. It does not ask them to correct anything, nor says that anything was
	// kept: verification saves nothing.
	expect(said).toMatch(new RegExp(`<h2[^>]*>${word('fr', 'shell_form_wait')}</h2>`));
	expect(said).not.toContain(word('fr', 'shell_form_problems'));
	expect(said).not.toContain(word('fr', 'shell_form_kept'));
});
