import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { newAccount, newInstitution } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`administrators read what they did, and nothing of another institution, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		newInstitution(service, 'pins', 'Cégep des Pins');
		const administrator = { institution: 'pins' };
		const odile = await newAccount(service, 'odile-a', 'Odile Gagnon', 'administrator', administrator);
		await newAccount(service, 'noe-j', 'Noé des Pins', 'learner', { audience: 'teacher', ...administrator });

		const page = await (
			await browserOf(browser, odile, locale, { javaScriptEnabled, viewport: { width: 320, height: 640 } })
		).newPage();
		const faults = listen(page);
		const main = page.getByRole('main');
		const open = (path: string) => page.goto(service.origin + path);
		await open('/people');
		await main.getByRole('link', { name: w('journal_link') }).click();
		await expect(main).toContainText(w('journal_none'));

		await open('/people');
		await main.getByRole('link', { name: 'Noé des Pins' }).click();
		const closing = w('admin_access_close');
		await main.getByText(closing, { exact: true }).click();
		await main.getByRole('button', { name: w('admin_access_close_confirm') }).click();
		await expect(main).toContainText(w('admin_account_closed'));
		await open('/institution');
		await page.getByLabel(w('identity_institution_name')).fill('Cégep des Pins gris');
		await main.getByRole('button', { name: w('institution_save') }).click();
		await expect(main).toContainText(w('institution_changed'));
		await main.getByRole('link', { name: w('journal_link') }).click();

		// Newest first, in sentences whose names lead to the people.
		const lines = main.locator('ul.rows > li');
		const changed = w('journal_settings_changed', { by: 'Odile Gagnon' });
		const closed = w('journal_account_closed', { by: 'Odile Gagnon', about: 'Noé des Pins' });
		await expect(lines).toHaveCount(2);
		await expect(lines.nth(0)).toContainText(changed);
		await expect(lines.nth(1)).toContainText(closed);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await page.getByLabel(w('journal_what')).selectOption('accounts');
		await main.getByRole('button', { name: w('journal_show') }).click();
		await expect(lines).toHaveCount(1);
		await lines.getByRole('link', { name: 'Noé des Pins' }).click();
		await main.getByRole('link', { name: w('journal_link_person') }).click();
		await expect(main).toContainText(w('journal_only', { name: 'Noé des Pins' }));
		await expect(lines).toHaveCount(1);
		await main.getByRole('link', { name: w('journal_everybody') }).click();
		await expect(lines).toHaveCount(2);

		// Chloé, who administers another institution, reads nothing of it, whatever she asks.
		const chloe = visitor(service.origin);
		await chloe.signIn('chloe', service.passwords['chloe'] ?? '');
		const theirs = await (await browserOf(browser, chloe, locale, { javaScriptEnabled })).newPage();
		await theirs.goto(`${service.origin}/journal`);
		await expect(theirs.getByRole('main')).not.toContainText('Odile Gagnon');
		expect(faults).toEqual([]);
	});
}
