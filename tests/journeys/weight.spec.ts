import { type CDPSession, expect, type Page } from '@playwright/test';
import { browserOf } from './browser-of.ts';
import { test } from './fixtures.ts';

const KB = 1000;

/** Sums what comes over the wire from now on, headers included. */
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

/** Chromium asks for no icon when nobody sees its tabs: the page asks for it instead, and it counts. */
const fetchIcons = (page: Page) =>
	page.evaluate(async () => {
		const icons = [...document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')];
		const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
		for (const { href } of icons) if (!asked.includes(href)) await (await fetch(href)).arrayBuffer();
	});

const total = (weights: Record<string, number>) => Object.values(weights).reduce((sum, one) => sum + one, 0);

for (const locale of ['fr', 'en'] as const) {
	const PAGES: [string, number, 'anonymous' | 'ada', (award: string) => string][] = [
		['home', 60, 'anonymous', () => '/'],
		['badge page', 60, 'anonymous', (award) => `/b/${award}`],
		['verify', 100, 'anonymous', () => '/verify'],
		['assessment', 100, 'ada', () => '/assessment'],
		['a statement', 100, 'ada', () => '/assessment/learning-potential'],
		['profile', 100, 'ada', () => '/profile'],
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
