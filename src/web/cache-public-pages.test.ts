import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Handle } from '@sveltejs/kit/hooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testWorld, type TestWorld } from '#tests/world';
import { cachePublicPages, languageIfOnlyCookie } from './cache-public-pages.ts';

type Event = Parameters<Handle>[0]['event'];
let world: TestWorld;
let version: string | undefined;
let made: number;
let handle: Handle;
beforeAll(async () => void (world = await testWorld()));
afterAll(() => world.close());
beforeEach(() => {
	[version, made] = ['1', 0];
	handle = cachePublicPages({ '/b/[id]': (_world, { id }) => (id === 'hidden' ? undefined : version) });
});

const TEXT = '<p>Badge</p>'.repeat(200);
const page = (headers: Record<string, string> = {}) =>
	new Response(`${TEXT}${made}`, {
		headers: { etag: `"${made}"`, 'content-type': 'text/html', vary: 'Cookie', ...headers },
	});

/**
 * Sends a request through the cache as SvelteKit would. A generated page contains how many were generated
 * before it.
 */
async function ask(
	headers: Record<string, string> = {},
	{ path = '/b/one', method = 'GET', route = '/b/[id]', data = false, make = () => page() } = {},
): Promise<Response> {
	const url = new URL(path, 'https://macaron.example');
	const event = {
		request: new Request(url, { method, headers }),
		url,
		route: { id: route },
		params: { id: url.pathname.slice(3) },
		isDataRequest: data,
		locals: { world },
	} as unknown as Event;
	return handle({
		event,
		resolve: async () => {
			made += 1;
			return make();
		},
	});
}

test('is made once for whoever has not signed in, and again in the other language and at another address', async () => {
	const first = await ask();
	expect([await first.text(), first.headers.get('cache-control')]).toEqual([`${TEXT}1`, 'public, no-cache']);
	for (const cookie of [{}, { cookie: 'lang=fr' }]) expect(await (await ask(cookie)).text()).toBe(`${TEXT}1`);
	expect(await (await ask({ cookie: 'lang=en' })).text()).toBe(`${TEXT}2`);
	expect(await (await ask({}, { path: '/b/two' })).text()).toBe(`${TEXT}3`);
	expect(await (await ask()).text()).toBe(`${TEXT}1`);
});

test('with a nonce in its policy it is made each time: a nonce serves one answer', async () => {
	const make = () => page({ 'content-security-policy': `script-src 'self' 'nonce-${made}'` });
	for (const n of [1, 2]) {
		const answer = await ask({}, { make });
		expect(await answer.text()).toBe(`${TEXT}${n}`);
		expect(answer.headers.get('cache-control')).toBeNull();
	}
});

test('is made anew as soon as its version is another, and after a day', async () => {
	await ask();
	version = '2';
	expect(await (await ask()).text()).toBe(`${TEXT}2`);
	version = '1';
	expect(await (await ask()).text()).toBe(`${TEXT}3`);
	world.setNow(new Date(world.now().getTime() + 86_400_000));
	expect(await (await ask()).text()).toBe(`${TEXT}4`);
});

test('what changes while it is made is not kept as what it became', async () => {
	await ask(
		{},
		{
			make() {
				version = '2';
				return page();
			},
		},
	);
	expect(await (await ask()).text()).toBe(`${TEXT}2`);
});

test.each([
	['a session', { cookie: '__Host-sid=abc' }, {}],
	['a session and a language', { cookie: 'lang=fr; __Host-sid=abc' }, {}],
	['what was typed and waits', { cookie: '__Host-typed=abc' }, {}],
	['any cookie unknown here', { cookie: 'lang=fr; x=1' }, {}],
	['a language we do not speak', { cookie: 'lang=de' }, {}],
	['credentials of another kind', { authorization: 'Bearer abc' }, {}],
	['a question in the address', {}, { path: '/b/one?done=published' }],
	['a form', {}, { method: 'POST' }],
	['only the head', {}, { method: 'HEAD' }],
	['the data of a page', {}, { data: true }],
	['a route that is not named', {}, { route: '/profile' }],
	['what nobody may read', {}, { path: '/b/hidden' }],
])('with %s, nothing is kept, and nothing kept is given', async (_which, headers, how) => {
	// An anonymous visitor has loaded the same page before.
	await ask({}, { path: '/b/one' });
	const before = made;
	const [one, two] = [await ask(headers, how), await ask(headers, how)];
	expect(made).toBe(before + 2);
	for (const answer of [one, two]) expect(answer.headers.get('cache-control')).toBeNull();
	expect(await (await ask()).text()).toBe(`${TEXT}1`);
});

test.each([
	['sets a cookie', () => page({ 'set-cookie': 'lang=en' })],
	['has no name', () => new Response(TEXT)],
	['refuses', () => new Response(TEXT, { status: 404, headers: { etag: '"x"' } })],
	['sends elsewhere', () => new Response(null, { status: 303, headers: { location: '/', etag: '"x"' } })],
])('an answer that %s is given as it is, each time', async (_which, make) => {
	const [one] = [await ask({}, { make }), await ask({}, { make })];
	expect(made).toBe(2);
	expect(one.headers.get('cache-control')).toBeNull();
});

test.each([
	['gzip, deflate, br', 'br', brotliDecompressSync],
	['gzip', 'gzip', gunzipSync],
	['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
	['gzip;q=0', null, (bytes: Uint8Array) => bytes],
	['identity', null, (bytes: Uint8Array) => bytes],
] as const)('to a browser that reads « %s » it comes in %s', async (accepted, coding, read) => {
	await ask();
	const answer = await ask({ 'accept-encoding': accepted });
	expect(answer.headers.get('content-encoding')).toBe(coding);
	const bytes = new Uint8Array(await answer.arrayBuffer());
	expect(answer.headers.get('content-length')).toBe(String(bytes.length));
	expect(Buffer.from(read(bytes)).toString()).toBe(`${TEXT}1`);
	expect(answer.headers.get('vary')).toBe('Cookie, Accept-Encoding');
	const etag = answer.headers.get('etag') ?? '';
	expect(etag).toBe(coding ? 'W/"1"' : '"1"');
	const again = await ask({ 'accept-encoding': accepted, 'if-none-match': etag });
	expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
	expect(again.headers.get('content-encoding')).toBeNull();
	expect((await ask({ 'if-none-match': '"0"' })).status).toBe(200);
	expect(made).toBe(1);
});

test.each([
	[null, 'fr'],
	['lang=fr', 'fr'],
	['lang=en', 'en'],
	['', undefined],
	['LANG=en', undefined],
	['lang=en ', undefined],
	['lang=en;', undefined],
])('a cookie « %s » tells no more than the language %s', (cookie, language) =>
	expect(languageIfOnlyCookie(cookie)).toBe(language),
);
