import { expect } from '@playwright/test';
import { test } from '../fixtures.ts';

const JSON_LD = 'application/ld+json';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

const ask = (address: string, accept: string, more: Record<string, string> = {}) =>
	fetch(address, { headers: { accept, ...more }, redirect: 'manual' });

/** Yields every address of this service (`origin`) that a JSON document contains, without its fragment. */
function* oursIn(value: unknown, origin: string): Generator<string> {
	if (typeof value === 'string') {
		if (value.startsWith(`${origin}/`)) yield value.split('#')[0] ?? '';
	} else if (value !== null && typeof value === 'object') {
		for (const inner of Object.values(value)) yield* oursIn(inner, origin);
	}
}

test('one address has two forms, and gives the one that is wanted', async ({ cast }) => {
	const address = `${cast.service.origin}/framework/crcn-2019/collaboration`;
	const forms: [string, string][] = [
		[BROWSER, 'text/html'],
		['*/*', 'text/html'],
		['', 'text/html'],
		[JSON_LD, JSON_LD],
		['application/json', JSON_LD],
		[`${JSON_LD}, text/html;q=0.9`, JSON_LD],
		[`${JSON_LD};q=0.5, text/html`, 'text/html'],
		[`text/html;q=0.2, ${JSON_LD};q=0.3, */*;q=0.1`, JSON_LD],
		[`text/html;q=0, */*`, JSON_LD],
	];
	for (const [accept, type] of forms) {
		const response = await ask(address, accept);
		expect(response.status, accept).toBe(200);
		expect(response.headers.get('content-type'), accept).toContain(type);
		const vary = response.headers.get('vary')?.toLowerCase() ?? '';
		expect(vary, accept).toContain('accept');
		expect(vary.split(/,\s*/), accept).toContain('accept');
		expect(vary, accept).toContain('cookie');
		await response.arrayBuffer();
	}
});

test('the form for programs is open, kept, and known again', async ({ cast }) => {
	const { origin } = cast.service;
	for (const [path, type] of [
		['/framework/crcn-2019', JSON_LD],
		['/framework/crcn-2019/levels/advanced', JSON_LD],
		['/ims/case/v1p1/CFDocuments', 'application/json'],
		['/ims/case/v1p1/CFItems/e73752d1-99bf-5dc9-b0ae-7df2a5810d33', 'application/json'],
	] as const) {
		const response = await ask(origin + path, type, { origin: 'https://ailleurs.example' });
		expect(response.status, path).toBe(200);
		expect(response.headers.get('content-type')).toBe(type);
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
		const etag = response.headers.get('etag') ?? '';
		expect(etag).toMatch(/^(W\/)?"[\w-]{22}"$/);
		const body = await response.text();
		const again = await ask(origin + path, type, { 'if-none-match': etag });
		expect(again.status).toBe(304);
		expect(await (await ask(origin + path, type)).text()).toBe(body);
		// The response does not depend on the session or the language.
		const cookie = `${cast.who.ada.cookie()}; lang=en`;
		const hers = await ask(origin + path, type, { cookie });
		expect(await hers.text()).toBe(body);
		expect(hers.headers.get('cache-control')).toBe('public, max-age=3600');
	}
});

test('the address in a badge answers with a page and with JSON-LD, and its code with an item of CASE', async ({
	cast,
}) => {
	const { origin } = cast.service;
	const badge = (await (await fetch(`${origin}/b/${cast.things.award}.json`)).json()) as {
		credentialSubject: {
			achievement: { alignment: { targetUrl: string; targetName: string; targetCode: string }[] };
		};
	};
	const { alignment } = badge.credentialSubject.achievement;
	expect(alignment.length).toBeGreaterThan(0);
	for (const { targetUrl, targetName, targetCode } of alignment) {
		const page = await ask(targetUrl, BROWSER);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain(targetName);
		const data = (await (await ask(targetUrl, JSON_LD)).json()) as {
			id: string;
			prefLabel: Record<string, string>;
		};
		expect(data.id).toBe(targetUrl);
		expect(Object.values(data.prefLabel)).toContain(targetName);
		const item = await ask(`${origin}/ims/case/v1p1/CFItems/${targetCode}`, 'application/json');
		expect(await item.json()).toMatchObject({ identifier: targetCode, fullStatement: targetName });
	}
});

test('every address the open data gives answers, with a page and with data', async ({ cast }) => {
	const { origin } = cast.service;
	const first = [
		'/framework/crcn-2019',
		'/framework/crcn-2025',
		'/framework/digcomp',
		'/framework/vocabulary',
		'/framework/crcn-2019/levels',
	].map((path) => origin + path);
	const { CFDocuments } = (await (await fetch(`${origin}/ims/case/v1p1/CFDocuments`)).json()) as {
		CFDocuments: { CFPackageURI: { uri: string } }[];
	};
	const packages = CFDocuments.map((one) => one.CFPackageURI.uri);
	expect(packages).toHaveLength(4);
	const given = new Set<string>();
	for (const address of [...first, ...packages])
		for (const one of oursIn(await (await ask(address, JSON_LD)).json(), origin)) given.add(one);
	const pages = [...given].filter((one) => one.startsWith(`${origin}/framework/`));
	const things = [...given].filter((one) => one.startsWith(`${origin}/ims/`));
	expect(pages.length).toBeGreaterThan(130);
	expect(things.length).toBeGreaterThan(700);
	expect(pages.length + things.length).toBe(given.size);
	for (const [addresses, accept, type] of [
		[pages, BROWSER, 'text/html'],
		[pages, JSON_LD, JSON_LD],
		[things, 'application/json', 'application/json'],
	] as const) {
		const wrong: string[] = [];
		for (let at = 0; at < addresses.length; at += 8) {
			await Promise.all(
				addresses.slice(at, at + 8).map(async (address) => {
					const response = await ask(address, accept);
					const body = await response.text();
					const sound = response.status === 200 && response.headers.get('content-type')?.includes(type);
					if (!sound || body.length < 100) wrong.push(`${address}: ${response.status}`);
				}),
			);
		}
		expect(wrong).toEqual([]);
	}
});

test('what is not there is said in the form that was asked for', async ({ cast }) => {
	const { origin } = cast.service;
	const case1 = `${origin}/ims/case/v1p1`;
	for (const [path, status, code] of [
		['/CFItems/00000000-0000-5000-8000-000000000000', 404, 'unknownobject'],
		['/CFItems/rien', 404, 'invalid_uuid'],
		['/CFNothing/00000000-0000-5000-8000-000000000000', 404, 'unknownobject'],
		['/CFDocuments?limit=0', 400, 'invalid_selection_field'],
		['/CFDocuments?sort=rien', 400, 'invalid_sort_field'],
	] as const) {
		const response = await ask(case1 + path, '*/*');
		expect(response.status, path).toBe(status);
		expect(response.headers.get('content-type')).toBe('application/json');
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		expect(await response.json()).toMatchObject({
			imsx_codeMajor: 'failure',
			imsx_severity: 'error',
			imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldValue: code }] },
		});
	}
	for (const accept of [BROWSER, JSON_LD]) {
		for (const path of ['crcn-2019/rien', 'crcn-2019/levels/rien', 'crcn-2019/comparison/crcn-2019']) {
			const response = await ask(`${origin}/framework/${path}`, accept);
			expect(response.status, `${path} as ${accept}`).toBe(404);
			await response.arrayBuffer();
		}
	}
});

test('open data weighs little once compressed', async ({ cast }) => {
	const { origin } = cast.service;
	const document = (await (await fetch(`${origin}/ims/case/v1p1/CFDocuments?limit=1`)).json()) as {
		CFDocuments: { CFPackageURI: { uri: string } }[];
	};
	for (const [address, most] of [
		[`${origin}/framework/crcn-2019`, 40_000],
		[document.CFDocuments[0]?.CFPackageURI.uri ?? '', 45_000],
	] as const) {
		const response = await ask(address, JSON_LD, { 'accept-encoding': 'gzip' });
		expect(response.headers.get('content-encoding')).toBe('gzip');
		const body = await (await ask(address, JSON_LD)).text();
		const { gzipSync } = await import('node:zlib');
		const weight = gzipSync(body).length;
		console.log(`${address.replace(origin, '')}: ${body.length} bytes, ${weight} compressed`);
		expect(weight).toBeLessThanOrEqual(most);
	}
});
