import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type CDPSession, expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { formsOf } from '../visitor.ts';

const KB = 1000;

/**
 * Counts the bytes that a page receives from now on, headers included; `read` returns the sum for each path.
 */
async function scale(page: Page): Promise<{ session: CDPSession; read(): Record<string, number> }> {
	const session = await page.context().newCDPSession(page);
	const addresses = new Map<string, string>();
	const weights: Record<string, number> = {};
	session.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const address = new URL(addresses.get(requestId) ?? 'data:,').pathname;
		weights[address] = (weights[address] ?? 0) + encodedDataLength;
	});
	await session.send('Network.enable');
	return { session, read: () => weights };
}

/** Makes the page fetch its icons, so that they count: headless Chromium does not load them. */
const fetchIcons = (page: Page) =>
	page.evaluate(async () => {
		const icons = [...document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')];
		const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
		for (const { href } of icons) if (!asked.includes(href)) await (await fetch(href)).arrayBuffer();
	});

const total = (weights: Record<string, number>) => Object.values(weights).reduce((sum, one) => sum + one, 0);

for (const locale of ['fr', 'en'] as const) {
	const PAGES: [string, number, 'anonymous' | 'ada' | 'emile', (award: string) => string][] = [
		['home', 60, 'anonymous', () => '/'],
		['badge page', 60, 'anonymous', (award) => `/b/${award}`],
		['verify', 120, 'anonymous', () => '/verify'],
		['assessment', 120, 'ada', () => '/assessment'],
		['a statement', 120, 'ada', () => '/assessment/learning-potential'],
		['three statements', 120, 'emile', () => '/assessment/learning-potential'],
		['trial', 120, 'anonymous', () => '/try'],
		['today', 60, 'ada', () => '/today'],
		['profile', 60, 'ada', () => '/profile'],
		['a dimension of the profile', 60, 'ada', () => '/profile/learning-potential'],
		['a training', 120, 'ada', () => '/training/new'],
	];
	for (const [name, most, who, address] of PAGES) {
		test(`${name} in ${locale}: at most ${most} kB the first time, 20 kB the next`, async ({
			browser,
			cast,
		}) => {
			const context = await browserOf(browser, cast.who[who], locale);
			const page = await context.newPage();
			const path = address(cast.things.award);
			const first = await scale(page);
			await page.goto(cast.service.origin + path, { waitUntil: 'networkidle' });
			await fetchIcons(page);
			await page.waitForLoadState('networkidle');
			const cold = { ...first.read() };
			expect(await page.locator('html').getAttribute('lang')).toBe(`${locale}-CA`);
			await first.session.detach();

			const second = await scale(page);
			await page.goto('about:blank');
			await page.goto(cast.service.origin + path, { waitUntil: 'networkidle' });
			await fetchIcons(page);
			const warm = { ...second.read() };
			console.log(
				`${name} (${locale}): ${(total(cold) / KB).toFixed(1)} kB in ${Object.keys(cold).length} files, again ${(total(warm) / KB).toFixed(1)} kB`,
			);
			expect(Object.keys(cold).some((file) => file.endsWith('.woff2'))).toBe(true);
			expect(total(cold), JSON.stringify(cold, null, 1)).toBeLessThanOrEqual(most * KB);
			expect(total(warm), JSON.stringify(warm, null, 1)).toBeLessThanOrEqual(20 * KB);
			await context.close();
		});
	}
}

test('three statements: a page of at most 14 kB compressed, to be read and answered as it comes', async ({
	cast,
}) => {
	for (const locale of ['fr', 'en'] as const) {
		for (const slug of ['learning-potential', 'personal-and-professional-development']) {
			const { status, body } = await cast.who.emile.get(`/assessment/${slug}`, {
				cookie: `${cast.who.emile.cookie()}; lang=${locale}`,
			});
			expect(status).toBe(200);
			expect(body).toContain(`<html lang="${locale}-CA"`);
			const sizes = { br: brotliCompressSync(body).length, gzip: gzipSync(body).length };
			console.log(
				`three statements of ${slug} (${locale}): ${sizes.br} bytes in brotli, ${sizes.gzip} in gzip`,
			);
			expect(sizes.gzip).toBeLessThanOrEqual(14 * KB);
			const form = formsOf(body).find(({ action }) => action === '?/answer');
			expect(Object.keys(form?.fields ?? {})).toEqual(
				expect.arrayContaining(['key', 'statement[]', 'revision[]']),
			);
			expect(body.match(/type="radio"/g)).toHaveLength(18);
			expect(body.match(/<details/g)?.length).toBeGreaterThanOrEqual(3);
		}
	}
});

test('pages, data and drawings come compressed', async ({ cast }) => {
	for (const path of [
		'/',
		'/framework',
		`/b/${cast.things.award}`,
		'/badges/practice-communication/artwork.svg',
	]) {
		for (const [accepted, encoding] of [
			['gzip, br', 'br'],
			['gzip', 'gzip'],
		] as const) {
			const response = await fetch(cast.service.origin + path, { headers: { 'accept-encoding': accepted } });
			expect(response.headers.get('content-encoding'), path).toBe(encoding);
			expect(response.headers.get('vary')?.toLowerCase(), path).toContain('accept-encoding');
			expect((await response.text()).length).toBeGreaterThan(200);
		}
	}
});
