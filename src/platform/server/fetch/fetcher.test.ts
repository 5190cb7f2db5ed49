import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answer, hostileSite, type Listening } from '#tests/loopback/hostile-site';
import { loopbackFetch, loopbackNetwork } from '#tests/loopback/loopback-web';
import type { FetchOptions, FetchResult } from './fetch-result.ts';
import { type FetchLimits, FETCH_LIMITS } from './limits.ts';

const asks: Record<string, Answer> = {};
let site: Listening;
let nobody: Listening;
beforeAll(async () => {
	site = await hostileSite(undefined, ({ pathname }) => asks[pathname]);
	nobody = await hostileSite();
	await nobody.close();
});
afterAll(() => site.close());
afterEach(() => void vi.useRealTimers());

/** Makes a fetch function for plain http, with every address allowed. */
function open(limits: Partial<FetchLimits> = {}) {
	const network = loopbackNetwork({
		ports: { usual: site.port, 'closed.example': nobody.port },
	});
	const fetch = loopbackFetch(network, { ...FETCH_LIMITS, ...limits }, { plainHttp: true });
	return {
		network,
		fetch: (path: string, ask: Partial<FetchOptions> = {}) =>
			fetch(path.startsWith('http') ? path : `http://site.example${path}`, {
				accept: 'document',
				plainHttp: true,
				...ask,
			}),
	};
}
const said = (answer: FetchResult) => (answer.kind === 'found' ? answer.status : answer.why);
const to = (path: string) => `/redirect?to=${encodeURIComponent(path)}`;

describe('redirects', () => {
	test('as many as told are followed, and the last address is told', async () => {
		const { fetch } = open({ redirects: 2 });
		expect(await fetch('/badge.json')).toMatchObject({
			status: 200,
			address: 'http://site.example/badge.json',
		});
		expect(await fetch(to(to('/badge.json')))).toMatchObject({
			status: 200,
			address: 'http://site.example/badge.json',
		});
		expect(said(await fetch(to(to(to('/badge.json')))))).toBe('redirects');
	});

	test('each is checked as the first was', async () => {
		const { fetch } = open();
		expect(said(await fetch(to('http://10.0.0.7/')))).toBe('address');
		expect(said(await fetch(to('http://site.example:8080/')))).toBe('address');
		expect(said(await fetch(to('http://macaron.example/b')))).toBe('own-host');
		expect(said(await fetch(to('http://[')))).toBe('redirects');
		expect(said(await fetch(to('http://other.example/badge.json')))).toBe(200);
	});
});

test('plain http is asked for only where both say so', async () => {
	const { fetch, network } = open();
	expect(said(await fetch('/badge.json'))).toBe(200);
	for (const plainHttp of [false, undefined])
		expect(said(await fetch('/badge.json', { plainHttp }))).toBe('address');
	const closed = loopbackFetch(network, FETCH_LIMITS);
	const asked = { accept: 'document', plainHttp: true } as const;
	expect(said(await closed('http://site.example/badge.json', asked))).toBe('address');
});

test('an answer is kept for what was asked for, and how', async () => {
	const { fetch } = open();
	const before = site.seen.requests;
	const one = await fetch('/badge.json');
	expect(await fetch('/badge.json#part')).toEqual(one);
	expect(site.seen.requests - before).toBe(1);
	await fetch('/badge.json', { accept: 'document-or-picture' });
	await fetch('/badge.json?other');
	expect(site.seen.requests - before).toBe(3);
	// A status that may be temporary (500) is not cached: each request reaches the site.
	for (let n = 0; n < 2; n += 1) expect(said(await fetch('/secret-error'))).toBe(500);
	expect(site.seen.requests - before).toBe(5);
});

describe('a host that fails', () => {
	test('is left alone after as many failures as told, and no other is', async () => {
		const { fetch } = open({ failures: 2 });
		const closed = async () => said(await fetch('http://closed.example/'));
		expect([await closed(), await closed(), await closed()]).toEqual(['no-answer', 'no-answer', 'resting']);
		expect(said(await fetch('/badge.json'))).toBe(200);
	});

	test('is forgiven once it answers, whatever it says', async () => {
		const { fetch } = open({ failures: 2 });
		asks['/breaks'] = (res) => res.destroy();
		for (let n = 0; n < 3; n += 1) {
			expect(said(await fetch('/breaks'))).toBe('no-answer');
			expect(said(await fetch(`/none?${n}`))).toBe(404);
		}
	});

	test('is not blamed when who asked has no time left; it was too slow for them', async () => {
		// Our own limit is far away, so that only who asked can have ended it.
		const { fetch } = open({ failures: 1, totalMs: 86_400_000 });
		const leaving = new AbortController();
		asks['/leaves'] = () => leaving.abort();
		expect(said(await fetch('/leaves', { signal: leaving.signal }))).toBe('too-slow');
		expect(said(await fetch('/badge.json', { signal: new AbortController().signal }))).toBe(200);
	});
});

test('all of it takes so long at most, redirects included, and the host is blamed', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const { fetch } = open({ failures: 1, totalMs: 2_000 });
	const reached = Promise.withResolvers<void>();
	asks['/begins'] = (res) => {
		res.writeHead(200, { 'content-type': 'application/json' }).write('{');
		reached.resolve();
	};
	const slow = fetch(to('/begins'));
	await reached.promise;
	vi.advanceTimersByTime(2_000);
	expect(said(await slow)).toBe('too-slow');
	expect(said(await fetch('/badge.json'))).toBe('resting');
});

test('nothing is left that waits, whatever came of it', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const { fetch } = open();
	for (const path of ['/badge.json', '/none', to('http://10.0.0.7/'), 'http://closed.example/'])
		await fetch(path);
	expect(vi.getTimerCount()).toBe(0);
});

test('a turn is given back, whatever came of it', async () => {
	const { fetch } = open({ together: 1, waiting: 0, failures: 100 });
	for (const path of ['/badge.json?1', '/film', 'http://closed.example/', '/badge.json?2'])
		expect(said(await fetch(path))).not.toBe('busy');
	const held = Promise.withResolvers<void>();
	asks['/held'] = (res) => void held.promise.then(() => res.writeHead(204).end());
	const first = fetch('/held');
	expect(said(await fetch('/badge.json?3'))).toBe('busy');
	held.resolve();
	expect(said(await first)).toBe(204);
});
