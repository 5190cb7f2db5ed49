import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { type Service, startService } from '../../service.ts';
import { test } from '../fixtures.ts';
import { rawRequest } from '../raw-request.ts';
import { formsOf, visitor } from '../visitor.ts';

const root = resolve(import.meta.dirname, '../../..');
const FORM = 'application/x-www-form-urlencoded';

test.describe('probes and stop', () => {
	test('livez and readyz answer, and say what issuing needs', async ({ service }) => {
		const live = await rawRequest(service.origin, { path: '/livez' });
		expect([live.status, live.body]).toEqual([200, 'ok\n']);
		const ready = await rawRequest(service.origin, { path: '/readyz' });
		expect(ready.status).toBe(200);
		expect(JSON.parse(ready.body)).toEqual({
			ready: true,
			database: 'ok',
			backup: 'off',
			issuing: 'ok',
			disk: expect.stringMatching(/^(ok|low)$/),
			events: 'ok',
		});
		expect(await service.stop()).toBe(0);
	});

	test('whoever opens connections and says nothing is held to a share of them', async ({ service }) => {
		const { port } = new URL(service.origin);
		let closed = 0;
		const silent = Array.from({ length: 600 }, () => {
			const socket = connect(Number(port), 'localhost');
			return socket.on('error', () => undefined).once('close', () => (closed += 1));
		});
		// One address may hold at most a quarter of all connections.
		await expect.poll(() => closed).toBeGreaterThanOrEqual(100);
		for (const socket of silent) socket.destroy();
		await expect
			.poll(() =>
				rawRequest(service.origin, { path: '/readyz' }).then(
					({ status }) => status,
					() => 0,
				),
			)
			.toBe(200);
	});

	test('SIGTERM lets a request that has begun finish, refuses new ones, and exits 0', async ({ service }) => {
		let ended: Promise<number | null> | undefined;
		const body = new URLSearchParams({
			identifier: 'ada',
			password: service.passwords['ada'] ?? '',
		}).toString();
		const signedIn = rawRequest(service.origin, {
			path: '/sign-in',
			method: 'POST',
			headers: { origin: service.origin, 'content-type': FORM },
			body,
			async halfway() {
				ended = service.stop();
				const asked = () =>
					rawRequest(service.origin, { path: '/livez' }).then(
						() => 'served',
						() => 'refused',
					);
				await expect.poll(asked).toBe('refused');
			},
		});
		const answer = await signedIn;
		expect(answer.status).toBe(303);
		expect(String(answer.headers['set-cookie'])).toContain('__Host-sid=');
		expect(await ended).toBe(0);
	});
});

test.describe('settings', () => {
	const CASES: [string, Record<string, string>, string[]][] = [
		['one', { PORT: 'abc' }, ['PORT']],
		['out of bounds', { PORT: '70000' }, ['PORT']],
		['plain http', { ORIGIN: 'http://macaron.example' }, ['ORIGIN']],
		['an origin with a path', { ORIGIN: 'https://macaron.example/app' }, ['ORIGIN']],
		['not an address', { ORIGIN: 'macaron.example' }, ['ORIGIN']],
		[
			'all at once',
			{ PORT: '0', ORIGIN: 'nowhere', PROXIES: '9', SHUTDOWN_SECONDS: 'soon' },
			['PORT', 'ORIGIN', 'PROXIES', 'SHUTDOWN_SECONDS'],
		],
	];
	const folder = mkdtempSync(join(tmpdir(), 'macaron-settings-'));
	test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

	for (const [name, settings, faults] of CASES) {
		for (const program of ['server.ts', 'build/server/cli.js']) {
			test(`${name}: ${program} lists every fault at once and stops with 2`, () => {
				const data = join(folder, `${faults.length}-${program.length}`);
				const args = program === 'server.ts' ? [] : ['prepare'];
				const out = spawnSync(process.execPath, [join(root, program), ...args], {
					cwd: root,
					env: { PATH: process.env['PATH'], HOME: folder, DATA_DIR: data, ...settings },
					encoding: 'utf8',
					timeout: 180_000,
				});
				expect(out.status).toBe(2);
				const said = out.stderr.split('\n').filter((line) => line.startsWith('  - '));
				expect(said.map((line) => line.match(/[A-Z_]+/)?.[0])).toEqual(faults);
				expect(out.stderr).not.toMatch(/\n\s+at /);
				expect(existsSync(data)).toBe(false);
			});
		}
	}
});

test.describe('with a public address', () => {
	const ORIGIN = 'https://macaron.example';
	const HOST = { host: 'macaron.example' };
	let service: Service;
	test.beforeAll(async () => {
		service = await startService({ ORIGIN });
	});
	test.afterAll(() => service.stop());

	test('no demonstration, a set-up link on the console, and the first administrator made through it', async () => {
		const link = service.output().match(/https:\/\/macaron\.example(\/setup\/\S+)/);
		expect(link).not.toBeNull();
		const path = String(link?.[1]);
		expect(service.macaron('demo').status).not.toBe(0);
		// What the demonstration alone shows.
		expect((await rawRequest(service.origin, { path: '/design', headers: HOST })).status).toBe(404);
		const lent = await rawRequest(service.origin, {
			...{ path: '/sign-in/demonstration', method: 'POST', body: 'username=ada' },
			headers: { ...HOST, origin: ORIGIN, 'content-type': FORM },
		});
		expect([lent.status, lent.headers['set-cookie']]).toEqual([404, undefined]);
		const signInPage = await rawRequest(service.origin, { path: '/sign-in', headers: HOST });
		expect(signInPage.body).not.toContain('/sign-in/demonstration');

		// Opening the address of the setup link, as a mail scanner would, does not use the link up.
		for (let times = 0; times < 3; times += 1)
			expect((await rawRequest(service.origin, { path, headers: HOST })).status).toBe(200);
		const page = await rawRequest(service.origin, { path, headers: HOST });
		const form = formsOf(page.body).find(({ fields }) => 'slug' in fields);
		const filled = new URLSearchParams({
			...form?.fields,
			institution: 'Centre de services scolaire des Érables',
			slug: 'erables',
			kind: 'service-centre',
			displayName: 'Chloé Gagnon',
			username: 'chloe',
			email: 'chloe@erables.example',
			password: 'une phrase que personne ne devine',
		}).toString();
		const send = () =>
			rawRequest(service.origin, {
				path: String(form?.action),
				method: 'POST',
				headers: { ...HOST, origin: ORIGIN, 'content-type': FORM },
				body: filled,
			});
		const made = await send();
		expect([made.status, made.headers.location]).toEqual([
			303,
			// The request had no cookie, so it redirects to the page that checks whether the browser kept the
			// session.
			expect.stringMatching(/^\/sign-in\?signed=[\w-]+&next=%2Finvitations$/),
		]);
		expect((await rawRequest(service.origin, { path, headers: HOST })).status).toBe(404);

		const signedIn = await rawRequest(service.origin, {
			path: '/sign-in',
			method: 'POST',
			headers: { ...HOST, origin: ORIGIN, 'content-type': FORM },
			body: new URLSearchParams({
				identifier: 'chloe@erables.example',
				password: 'une phrase que personne ne devine',
			}).toString(),
		});
		expect(signedIn.status).toBe(303);
		const [cookie = ''] = signedIn.headers['set-cookie'] ?? [];
		expect(cookie).toMatch(/^__Host-sid=[^;]+; /);
		for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
			expect(cookie.toLowerCase()).toContain(part.toLowerCase());
		expect(cookie).not.toMatch(/domain=/i);
		const people = await rawRequest(service.origin, {
			path: '/people',
			headers: { ...HOST, cookie: cookie.split(';')[0] ?? '' },
		});
		expect(people.status).toBe(200);
		expect(people.body).toContain('Chloé Gagnon');
		expect(people.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
	});

	test('only its own host is answered; probes come from beside', async () => {
		for (const host of ['evil.test', 'localhost', 'macaron.example.evil.test', 'macaron.example:444'])
			expect((await rawRequest(service.origin, { path: '/', headers: { host } })).status).toBe(421);
		expect((await rawRequest(service.origin, { path: '/', headers: HOST })).status).toBe(200);
		expect((await rawRequest(service.origin, { path: '/readyz' })).status).toBe(200);
	});

	test('a forged protocol or host in a forwarding header changes nothing', async () => {
		const body = new URLSearchParams({ identifier: 'x', password: 'y' }).toString();
		const forged = await rawRequest(service.origin, {
			path: '/sign-in',
			method: 'POST',
			headers: {
				...HOST,
				origin: 'http://macaron.example',
				'x-forwarded-proto': 'http',
				'x-forwarded-host': 'evil.test',
				'x-macaron-proto': 'http',
				'x-macaron-host': 'evil.test',
				'content-type': FORM,
			},
			body,
		});
		expect(forged.status).toBe(403);
	});
});

test('a demonstration answers loopback names only', async ({ service }) => {
	const port = new URL(service.origin).port;
	for (const host of ['evil.test', `evil.test:${port}`, 'localhost', `localhost.evil.test:${port}`])
		expect((await rawRequest(service.origin, { path: '/', headers: { host } })).status).toBe(421);
	expect(
		(await rawRequest(service.origin, { path: '/', headers: { host: `127.0.0.1:${port}` } })).status,
	).toBe(200);
	const guest = visitor(service.origin);
	expect((await guest.get('/')).body).toContain('Démonstration');
	// A visitor enters the account of one of the demonstration's people without a password.
	const entered = await guest.send('/sign-in', '/sign-in/demonstration', { username: 'ada' });
	expect(entered.status).toBe(303);
	expect((await guest.get('/today')).body).toContain('Ada');
});
