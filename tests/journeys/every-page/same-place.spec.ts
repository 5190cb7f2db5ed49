import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

test('the button of the statements is at one place from a dimension to the next, in the first screen, and hides no choice that has the focus; on a laptop, none at all', async ({
	browser,
	cast,
}) => {
	for (const { locale, size } of [
		{ locale: 'fr', size: { width: 390, height: 664 } },
		{ locale: 'en', size: { width: 320, height: 568 } },
		{ locale: 'fr', size: { width: 1366, height: 768 } },
		{ locale: 'en', size: { width: 1366, height: 1400 } },
	] as const) {
		const context = await browserOf(browser, cast.who.ada, locale, { viewport: size });
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/assessment`);
		const paths = await page
			.locator('main a[href^="/assessment/"]:not([href*="/themes/"])')
			.evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute('href') ?? ''))]);
		expect(paths).toHaveLength(12);
		const places = new Set<number>();
		for (const path of paths) {
			await page.goto(cast.service.origin + path);
			const button = page.getByRole('button', { name: word(locale, 'assessment_save_last') });
			const box = (await button.boundingBox())!;
			expect(box.y + box.height, `${path} at ${size.width}`).toBeLessThanOrEqual(size.height);
			places.add(Math.round(box.y));
		}
		expect([...places], `at ${size.width}`).toHaveLength(1);
		const over = (await page.locator('.choice').last().boundingBox())!;
		const bar = (await page.locator('.action-bar').boundingBox())!;
		if (size.width >= 768) expect(over.y + over.height, 'the last choice').toBeLessThan(bar.y);
		// From the first link of the page, the keyboard reaches the choice: it must not stop under the button.
		await page.getByText(word(locale, 'assessment_specify')).focus();
		await page.keyboard.press('Tab');
		const choice = page.locator('.choice:has(:focus)');
		await expect(choice).toHaveCount(1);
		const covered = await choice.evaluate((element) => {
			const { bottom } = element.getBoundingClientRect();
			return bottom > document.querySelector('.action-bar')!.getBoundingClientRect().top;
		});
		expect(covered, `at ${size.width}`).toBe(false);
		await context.close();
	}
});

test('in a window too low for it, the button of the statements stands after the choices', async ({
	browser,
	cast,
}) => {
	const viewport = { width: 640, height: 320 };
	const context = await browserOf(browser, cast.who.ada, 'fr', { viewport });
	const page = await context.newPage();
	await page.goto(`${cast.service.origin}/assessment/learning-potential`);
	const button = page.getByRole('button', { name: word('fr', 'assessment_save_last') });
	const last = page.locator('.choice').last();
	const [under, over] = [(await button.boundingBox())!, (await last.boundingBox())!];
	expect(under.y).toBeGreaterThanOrEqual(over.y + over.height);
	await context.close();
});
