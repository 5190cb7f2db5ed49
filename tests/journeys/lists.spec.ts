import { expect } from '@playwright/test';
import { browserOf } from './browser-of.ts';
import { test } from './fixtures.ts';
import { word } from './words.ts';

const PHONES = [390, 320];

test('on a phone, a list says its columns once, sets the facts of a row on one line and opens at a touch anywhere on it', async ({
	browser,
	cast,
}) => {
	for (const [who, path, name, labels] of [
		[
			'chloe',
			'/people',
			'Ada Tremblay-Roy',
			['admin_person_name', 'identity_username', 'admin_person_roles'],
		],
		[
			'bruno',
			'/review',
			'Émile Gagnon',
			['recognition_review_person', 'recognition_review_wait', 'recognition_review_badge'],
		],
	] as const)
		for (const width of PHONES) {
			const context = await browserOf(browser, cast.who[who], 'fr', { viewport: { width, height: 844 } });
			const page = await context.newPage();
			await page.goto(cast.service.origin + path);
			const table = page.getByRole('region').locator('table');
			for (const label of labels)
				await expect(table.getByText(word('fr', label), { exact: true })).toHaveCount(1);
			const row = table.locator('tbody tr').filter({ hasText: name }).first();
			const box = await row.boundingBox();
			expect(box?.height, `${path} at ${width}`).toBeGreaterThanOrEqual(44);
			expect(box?.height, `${path} at ${width}`).toBeLessThan(100);
			const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(beyond, `${path} at ${width}`).toBe(0);
			await row.click({ position: { x: (box?.width ?? 0) - 8, y: (box?.height ?? 0) - 8 } });
			await expect(page.getByRole('heading', { level: 1 })).toContainText(name.split(' ')[0] ?? '');
			await context.close();
		}
});
