import { expect } from '@playwright/test';
import { browserOf } from './browser-of.ts';
import { test } from './fixtures.ts';
import { word } from './words.ts';

test('an application that has all it needs can be sent from its first screen; Enter in a field adds the evidence', async ({
	browser,
	cast,
}) => {
	for (const [locale, viewport] of [
		['fr', { width: 390, height: 844 }],
		['en', { width: 390, height: 844 }],
		['fr', { width: 1366, height: 768 }],
	] as const) {
		const context = await browserOf(browser, cast.who.ada, locale, { viewport, javaScriptEnabled: false });
		const page = await context.newPage();
		const path = `/applications/${cast.things.application}`;
		await page.goto(cast.service.origin + path);
		const send = page.getByRole('button', { name: word(locale, 'recognition_submit') });
		await expect(send).toHaveCount(1);
		const box = (await send.boundingBox())!;
		expect(box.y + box.height, `${locale} at ${viewport.width}`).toBeLessThanOrEqual(viewport.height);
		// One button adds evidence, for whoever looks, listens or tabs.
		await page.getByText(word(locale, 'recognition_evidence_add_other'), { exact: true }).click();
		await expect(
			page.getByRole('button', { name: word(locale, 'recognition_evidence_add'), exact: true }),
		).toHaveCount(1);
		const sent: string[] = [];
		await page.route('**/*', async (route) => {
			if (route.request().method() !== 'POST') return route.continue();
			sent.push(route.request().url());
			await route.fulfill({ status: 204 });
		});
		await page.locator('[name="title"]').fill('Une séquence');
		await page.locator('[name="title"]').press('Enter');
		await expect.poll(() => sent).toEqual([`${cast.service.origin}${path}?/add`]);
		await send.click();
		await expect.poll(() => sent.at(-1)).toBe(`${cast.service.origin}${path}?/submit`);
		await context.close();
	}
});
