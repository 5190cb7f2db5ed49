import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { expect } from '@playwright/test';
import { type Service, startService } from '../../service.ts';
import { test } from '../fixtures.ts';
import { rawRequest } from '../raw-request.ts';
import { type Fields, type Visitor, visitor } from '../visitor.ts';

let service: Service;
let cookie: string;
test.beforeAll(async () => {
	service = await startService();
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	cookie = ada.cookie();
});
test.afterAll(() => service.stop());

const TYPES = [
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'text/plain',
	'application/json',
	'',
];
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

test.describe('a change comes from a page of ours only', () => {
	for (const method of METHODS) {
		for (const type of TYPES) {
			test(`${method} ${type || 'without a type'}`, async () => {
				const port = new URL(service.origin).port;
				const foreign = [
					'https://evil.test',
					'null',
					undefined,
					`http://localhost.evil.test:${port}`,
					`https://localhost:${port}`,
					'http://localhost:1',
				];
				for (const path of ['/training/new?/record', '/sign-in', '/livez', '/verify', '/nowhere']) {
					const ask = (headers: Record<string, string>) =>
						rawRequest(service.origin, {
							path,
							method,
							headers: { cookie, ...(type && { 'content-type': type }), ...headers },
							body: 'key=0123456789abcdefghjkmnpqrs',
						});
					for (const origin of foreign) {
						const answer = await ask(origin === undefined ? {} : { origin });
						expect(answer.status, `${path} from ${origin}`).toBe(403);
						expect(answer.body).toContain('Macaron');
					}
					const crossed = await ask({ origin: service.origin, 'sec-fetch-site': 'cross-site' });
					expect(crossed.status, `${path} cross-site`).toBe(403);
					const own = await ask({ origin: service.origin, 'sec-fetch-site': 'same-origin' });
					expect(own.status, `${path} from here`).not.toBe(403);
				}
			});
		}
	}
});

test.describe('a form whose body comes after its headers', () => {
	/**
	 * Sends a form of a page slowly: the headers and half of the body, then `meanwhile` runs, then the rest
	 * of the body.
	 */
	async function slowly(
		who: Visitor,
		path: string,
		action: string,
		more: Fields,
		meanwhile: () => Promise<unknown>,
	) {
		const { fields } = await who.form(path, action);
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries({ ...fields, ...more }))
			for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
		return rawRequest(service.origin, {
			path: path + action,
			method: 'POST',
			headers: {
				cookie: who.cookie(),
				origin: service.origin,
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: body.toString(),
			async halfway() {
				// Once the service has answered these requests, it has read the headers of the slow one and
				// knows its session.
				for (let n = 0; n < 3; n += 1) await who.get('/training/new');
				await meanwhile();
			},
		});
	}
	const entered = async (username: string) => {
		const who = visitor(service.origin);
		await who.signIn(username, service.passwords[username] ?? '');
		return who;
	};
	const training = (title: string): Fields => ({
		...{
			title,
			date: '2026-01-15',
			hours: '0',
			minutes: '30',
			kind: 'course',
			'dimensions[]': ['collaboration'],
		},
		...{ reflection: '', link: '' },
	});

	test('is done where its person still stands, and writes nothing where they signed out meanwhile', async () => {
		const ada = await entered('ada');
		const record = (title: string, meanwhile: () => Promise<unknown>) =>
			slowly(ada, '/training/new', '?/record', training(title), meanwhile);
		const inTime = await record('Arrivée à temps', async () => undefined);
		expect([inTime.status, String(inTime.headers.location)]).toEqual([
			303,
			expect.stringContaining('/training'),
		]);
		const late = await record('Arrivée trop tard', () => ada.send('/account', '/sign-out', {}));
		expect([late.status, String(late.headers.location)]).toEqual([303, expect.stringContaining('/sign-in')]);
		const again = await entered('ada');
		const { body } = await again.get('/training');
		expect(body).toContain('Arrivée à temps');
		expect(body).not.toContain('Arrivée trop tard');
	});

	test('writes nothing where the role it rests on was taken back meanwhile', async () => {
		const [bruno, chloe] = [await entered('bruno'), await entered('chloe')];
		const people = (await chloe.get('/people?q=bruno')).body;
		const [, path = ''] = people.match(/href="(\/people\/[0-9a-z]{26})"/) ?? [];
		const roles = (...all: string[]) => chloe.send(path, '?/roles', { 'roles[]': all, audience: 'teacher' });
		const create = (name: string, meanwhile: () => Promise<unknown>) =>
			slowly(bruno, '/cohorts', '?/create', { name, audience: 'teacher', endsOn: '' }, meanwhile);
		expect((await create('Cohorte à temps', async () => undefined)).status).toBe(303);
		const late = await create('Cohorte trop tard', async () => {
			expect((await roles('learner')).status).toBe(200);
		});
		expect(late.status).toBe(404);
		await roles('adviser');
		const { body } = await bruno.get('/cohorts');
		expect(body).toContain('Cohorte à temps');
		expect(body).not.toContain('Cohorte trop tard');
	});
});

test('reading never needs an origin', async () => {
	for (const method of ['GET', 'HEAD']) {
		const answer = await rawRequest(service.origin, {
			path: '/',
			method,
			headers: { origin: 'https://evil.test' },
		});
		expect(answer.status).toBe(200);
	}
});

test.describe('headers', () => {
	const KINDS: [string, string, number][] = [
		['a page without script', '/', 200],
		['a page with scripts', '/account', 200],
		['a page of a person', '/training', 200],
		['data of a person', '/training/__data.json', 200],
		['an error page', '/nowhere', 404],
		['a bad address', '/%E0%A4%A', 400],
		['a redirect', '/?lang=en', 303],
		['a text', '/livez', 200],
		['a JSON', '/readyz', 200],
		['a static file', '/robots.txt', 200],
		['an icon', '/icon.svg', 200],
		['the manifest of the application', '/manifest.webmanifest', 200],
		['an address too long', `/${'a'.repeat(5000)}`, 414],
	];
	for (const [name, path, status] of KINDS) {
		test(name, async () => {
			const answer = await rawRequest(service.origin, { path, headers: { cookie } });
			expect(answer.status).toBe(status);
			if (status === 414) return;
			const policy = String(answer.headers['content-security-policy']);
			expect(policy).toContain("default-src 'none'");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(policy).toContain("base-uri 'none'");
			expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
			expect(answer.headers['x-content-type-options']).toBe('nosniff');
			expect(answer.headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
			expect(answer.headers['permissions-policy']).toContain('camera=()');
			expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
			expect(answer.headers['x-powered-by']).toBeUndefined();
			if (/of a person/.test(name)) {
				expect(answer.headers['cache-control']).toContain('no-store');
				expect(String(answer.headers.vary)).toMatch(/cookie/i);
			}
		});
	}

	test('the parts of a page are kept for long, and read as nothing else', async () => {
		const page = await rawRequest(service.origin, { path: '/account', headers: { cookie } });
		const parts = [...page.body.matchAll(/"[./]*(\/?_app\/immutable\/[\w./-]+\.(?:js|css|woff2))"/g)];
		expect(parts.length).toBeGreaterThan(5);
		for (const [, path = ''] of parts) {
			const part = await rawRequest(service.origin, { path: `/${path.replace(/^\//, '')}` });
			expect(part.status, path).toBe(200);
			expect(part.headers['x-content-type-options'], path).toBe('nosniff');
			expect(part.headers['cache-control'], path).toContain('immutable');
		}
	});

	test('no answer sets a cookie that a script could read, but for the language', async () => {
		const ada = visitor(service.origin);
		const answers = await Promise.all([
			ada.get('/'),
			ada.get('/sign-in'),
			ada.get('/?lang=en'),
			ada.post('/sign-in', { identifier: 'ada', password: service.passwords['ada'] ?? '' }),
		]);
		const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
		expect(cookies.length).toBeGreaterThanOrEqual(2);
		for (const line of cookies.filter((one) => !one.startsWith('lang=')))
			expect(line).toMatch(/^__Host-.*HttpOnly/i);
	});
});

test.describe('bodies', () => {
	test('one too large is refused whole, with its length said or not', async () => {
		const body = `key=${'x'.repeat(200_000)}`;
		const headers = { cookie, origin: service.origin, 'content-type': 'application/x-www-form-urlencoded' };
		for (const chunked of [false, true]) {
			const answer = await rawRequest(service.origin, {
				path: '/training/new?/record',
				method: 'POST',
				headers,
				body,
				chunked,
			});
			expect(answer.status).toBe(413);
		}
	});

	test('large ones wait for room before any of them is held, and others are served meanwhile', async () => {
		const sent: ClientRequest[] = [];
		// Announces a body of 8 MB, sends one byte of it, and never sends the rest.
		const begin = () =>
			new Promise<readonly [number, string | undefined]>((done) => {
				const one = request(new URL('/api/verify', service.origin), {
					method: 'POST',
					agent: false,
					headers: { 'content-type': 'image/png', 'content-length': '8000000' },
				});
				one.on('error', () => undefined);
				one.on('response', ({ statusCode = 0, headers }) => done([statusCode, headers['retry-after']]));
				one.write('x');
				sent.push(one);
			});
		expect(await Promise.race(Array.from({ length: 20 }, begin))).toEqual([503, '10']);
		const ask = async (body: string) => {
			const headers = { 'content-type': 'text/plain' };
			const asked = rawRequest(service.origin, { path: '/api/verify', method: 'POST', headers, body });
			// The service may refuse before it has read the body; the connection may then close while the
			// body is being written.
			return asked.then(
				({ status }) => status,
				() => 503,
			);
		};
		const large = `{${' '.repeat(100_000)}`;
		expect([await ask(large), await ask('{')]).toEqual([503, 200]);
		for (const one of sent) one.destroy();
		await expect.poll(() => ask(large)).toBe(200);
	});

	test('a thousand fields are too many', async () => {
		const ada = visitor(service.origin);
		await ada.signIn('ada', service.passwords['ada'] ?? '');
		const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`field${at}`, 'x']));
		expect((await ada.post('/training/new?/record', many)).status).toBe(413);
	});
});

test.describe('bodies of many visitors, behind a proxy', () => {
	const HOST = 'macaron.example';
	let behind: Service;
	test.beforeAll(async () => {
		behind = await startService({ ORIGIN: `https://${HOST}`, PROXIES: '1' });
	});
	test.afterAll(() => behind.stop());

	/**
	 * Announces a badge file of 8 MB from an address, sends what `more` gives every half second, and notes
	 * what the service answers and whether it closed the connection.
	 */
	function announce(from: string, more?: () => Buffer) {
		const socket = connect(Number(new URL(behind.origin).port), 'localhost');
		const state = { answer: '', closed: false, end: () => socket.destroy() };
		socket.on('error', () => undefined);
		socket.on('data', (data) => (state.answer ||= String(data)));
		socket.on('close', () => {
			state.closed = true;
			clearInterval(sending);
		});
		socket.write(
			`POST /api/verify HTTP/1.1\r\nhost: ${HOST}\r\nx-forwarded-for: ${from}\r\ncontent-type: image/png\r\ncontent-length: 8000000\r\n\r\n`,
		);
		const sending = setInterval(() => more && socket.writable && socket.write(more()), 500);
		return state;
	}
	const ask = (from: string) =>
		rawRequest(behind.origin, {
			path: '/api/verify',
			method: 'POST',
			headers: { host: HOST, 'x-forwarded-for': from, 'content-type': 'text/plain' },
			body: `{${' '.repeat(100_000)}`,
		}).then(
			({ status }) => status,
			() => 503,
		);

	test('announced and not sent, they close verification to nobody; one network has one share', async () => {
		const idle = Array.from({ length: 36 }, (_, at) =>
			announce(`[2001:db8:${at % 3}:2::${at + 1}]:${at + 1}`),
		);
		await expect.poll(() => ask('[2001:db8:0:2::ffff]:5555')).toBe(503);
		const ports = Array.from({ length: 13 }, (_, at) => announce(`203.0.113.7:${at + 5000}`));
		await expect.poll(() => ports.filter(({ answer }) => answer.includes(' 503 ')).length).toBe(1);
		expect(await ask('203.0.113.9')).toBe(200);
		for (const { end } of [...idle, ...ports]) end();
	});

	test('one that stops or trickles is given up, with the reason', async () => {
		const given = [announce('203.0.113.1'), announce('203.0.113.2', () => Buffer.alloc(100))];
		await expect.poll(() => given.every(({ closed }) => closed)).toBe(true);
		expect(given.map(({ answer }) => answer.split('\r\n')[0])).toEqual([
			'HTTP/1.1 408 Request Timeout',
			'HTTP/1.1 408 Request Timeout',
		]);
		expect(behind.output()).not.toMatch(/unhandled|request\.failed/i);
	});
});

test('the same form sent twice at the same moment has one effect and one answer', async () => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	const { fields } = await ada.form('/training/new', '?/record');
	const filled = {
		...fields,
		title: 'Deux fois le même envoi',
		hours: '1',
		minutes: '0',
		kind: 'reading',
		'dimensions[]': ['learning-potential'],
	};
	const answers = await Promise.all(
		Array.from({ length: 4 }, () => ada.post('/training/new?/record', filled)),
	);
	expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
	expect(answers[0]?.status).toBe(303);
	// Only the HTML before the scripts is searched: they contain the page's data a second time.
	const [html = ''] = (await ada.get('/training')).body.split('<script');
	expect(html.split('Deux fois le même envoi').length - 1).toBe(1);
});

test('where signing in leads is an address of ours', async () => {
	const ways = [
		'//evil.test',
		'/\\evil.test',
		'https://evil.test',
		'https:evil.test',
		'javascript:alert(1)',
		'%2f%2fevil.test',
		'/\t/evil.test',
		'/\n/evil.test',
		'\\\\evil.test',
	];
	for (const next of ways) {
		const ada = visitor(service.origin);
		const answer = await ada.post('/sign-in', {
			identifier: 'ada',
			password: service.passwords['ada'] ?? '',
			next,
		});
		expect(answer.status, next).toBe(303);
		expect(new URL(answer.location, service.origin).origin, next).toBe(service.origin);
		// The redirect after signing in first goes to the page that checks whether the browser kept the
		// session; that page redirects further.
		const { location } = await ada.get(answer.location);
		expect(new URL(location, service.origin).origin, next).toBe(service.origin);
	}
	const ada = visitor(service.origin);
	const answer = await ada.post('/sign-in', {
		identifier: 'ada',
		password: service.passwords['ada'] ?? '',
		next: '/training',
	});
	// On a 404 page (not found, or not theirs), a signed-out person gets a link to sign in and return.
	const nowhere = `/b/${'z'.repeat(26)}`;
	const link = `href="/sign-in?next=${encodeURIComponent(nowhere)}"`;
	expect((await visitor(service.origin).get(nowhere)).body).toContain(link);
	expect(answer.location).toMatch(/^\/sign-in\?signed=[\w-]+&next=%2Ftraining$/);
	expect((await ada.get(answer.location)).location).toBe('/training');
	expect((await ada.get(nowhere)).body).not.toContain(link);
});

test('an address that begins with two slashes leads nowhere but here', async () => {
	const ways = ['//x/?lang=en', '//evil.test', '///evil.test/a?b=//c'];
	for (const way of [...ways, '//verify?lang=en', '//b/x']) {
		const answer = await rawRequest(service.origin, { path: service.origin + way });
		expect(answer.status, way).toBe(308);
		const leads = new URL(String(answer.headers.location), service.origin);
		expect([leads.origin, leads.pathname.startsWith('//')], way).toEqual([service.origin, false]);
		const next = await rawRequest(service.origin, { path: leads.pathname + leads.search });
		expect(next.status, way).toBeLessThan(500);
		expect(next.body, way).not.toMatch(/href="\/\//);
	}
	const sent = await rawRequest(service.origin, {
		path: `${service.origin}//x/`,
		method: 'POST',
		body: 'a=b',
	});
	expect([sent.status, sent.headers.location]).toEqual([308, '/x/']);
});
