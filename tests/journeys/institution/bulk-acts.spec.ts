import { expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { newAccount } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`an administrator acts for several people, reads first whom it leaves out, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const main = (page: Page) => page.getByRole('main');
		for (const name of ['Louise', 'Lorraine'])
			await newAccount(service, name.toLowerCase(), `${name} Desgroseilliers`, 'learner', {
				audience: 'teacher',
			});
		const chloe = visitor(service.origin);
		await chloe.signIn('chloe', service.passwords['chloe'] ?? '');
		const viewport = { width: 320, height: 720 };
		const page = await (await browserOf(browser, chloe, locale, { javaScriptEnabled, viewport })).newPage();
		const faults = listen(page);
		const open = (path: string) => page.goto(service.origin + path);
		const see = () =>
			main(page)
				.getByRole('button', { name: w('admin_bulk_see') })
				.click();
		const act = (name: string) =>
			page.getByLabel(w('admin_bulk_what'), { exact: true }).selectOption(w(name));

		// Nobody selected, nothing chosen: both are said, and the search stays.
		await open('/people?q=desgroseilliers');
		await see();
		await expect(main(page)).toContainText(w('problem_identity_bulk_act_missing'));
		await act('admin_bulk_close');
		await see();
		await expect(main(page)).toContainText(w('problem_identity_bulk_nobody'));
		await expect(main(page).getByRole('searchbox')).toHaveValue('desgroseilliers');

		// One of two: read, given up, then done.
		await main(page)
			.getByRole('checkbox', { name: w('admin_bulk_pick', { name: 'Louise Desgroseilliers' }) })
			.check();
		await act('admin_bulk_close');
		await see();
		await expect(main(page)).toContainText(w('admin_bulk_will_one'));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await main(page)
			.getByRole('button', { name: w('admin_bulk_discard') })
			.click();
		await expect(main(page)).toContainText(w('admin_bulk_discarded'));
		await open('/people?q=desgroseilliers&state=closed');
		await expect(main(page)).toContainText(w('admin_people_none'));
		await open('/people?q=desgroseilliers');
		await main(page)
			.getByRole('checkbox', { name: w('admin_bulk_pick', { name: 'Louise Desgroseilliers' }) })
			.check();
		await act('admin_bulk_close');
		await see();
		await main(page)
			.getByRole('button', { name: w('admin_bulk_confirm_one') })
			.click();
		await expect(main(page)).toContainText(w('admin_bulk_confirmed'));
		await expect(main(page)).toContainText(w('admin_bulk_did_one'));

		// Everybody the search finds: one is so already, and is named.
		await open('/people?q=desgroseilliers');
		await main(page)
			.getByLabel(w('admin_bulk_all_many', { count: 2 }))
			.check();
		await act('admin_bulk_close');
		await see();
		await expect(main(page)).toContainText(w('admin_bulk_out_already_one'));
		await main(page).getByText(w('admin_bulk_left_out_names')).click();
		await expect(main(page).getByRole('row', { name: /Louise/ })).toBeVisible();
		await main(page)
			.getByRole('button', { name: w('admin_bulk_confirm_one') })
			.click();
		await expect(main(page)).toContainText(w('admin_bulk_confirmed'));
		await open('/people?q=desgroseilliers&state=closed');
		await expect(main(page).getByRole('row', { name: /Lorraine/ })).toBeVisible();

		// The adviser of the only cohort: what it would leave is said before.
		await open('/people?q=bruno');
		await main(page)
			.getByRole('checkbox', { name: w('admin_bulk_pick', { name: 'Bruno Lavoie' }) })
			.check();
		await act('admin_bulk_close');
		await see();
		await expect(main(page)).toContainText(w('admin_bulk_cohorts_one'));
		expect(faults.filter((one) => !one.includes('422'))).toEqual([]);
	});
}
