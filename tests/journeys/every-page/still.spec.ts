import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';

/** The most that a page may move, as a cumulative layout shift; 0.1 is what browsers call good. */
const MOST = 0.05;

for (const width of [390, 1366]) {
	test(`nothing moves at ${width} px when the font arrives after the page`, async ({ browser, cast }) => {
		for (const [who, path] of [
			['anonymous', '/'],
			['anonymous', `/b/${cast.things.award}`],
			['anonymous', '/verify'],
			['ada', '/today'],
			['ada', '/profile'],
			['ada', '/recognition'],
			['ada', '/training'],
			['bruno', '/review'],
			['bruno', `/cohorts/${cast.things.cohort}`],
		] as const) {
			const context = await browserOf(browser, cast.who[who], 'fr', { viewport: { width, height: 800 } });
			const page = await context.newPage();
			// The fonts wait until the page is drawn without them.
			const drawn = Promise.withResolvers<void>();
			let fonts = 0;
			await page.route('**/*.woff2', async (route) => {
				fonts += 1;
				await drawn.promise;
				await route.continue();
			});
			await page.goto(cast.service.origin + path, { waitUntil: 'domcontentloaded' });
			await page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))),
			);
			drawn.resolve();
			await page.waitForLoadState('networkidle');
			const moved = await page.evaluate(async () => {
				await document.fonts.ready;
				await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))));
				let moved = 0;
				new PerformanceObserver((seen) => {
					for (const entry of seen.getEntries())
						moved += (entry as PerformanceEntry & { value: number }).value;
				}).observe({ type: 'layout-shift', buffered: true });
				await new Promise((done) => setTimeout(done, 300));
				return moved;
			});
			expect(fonts, `fonts of ${path}`).toBeGreaterThan(0);
			expect(moved, `${path} moves`).toBeLessThanOrEqual(MOST);
			await context.close();
		}
	});
}
