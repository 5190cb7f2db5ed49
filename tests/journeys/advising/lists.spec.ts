import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

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
		['bruno', '/cohorts', 'Automne 2026', ['cohort_name', 'cohort_code', 'cohort_people', 'cohort_ends']],
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

test('the chart of a cohort is as wide as the page; what to work on comes first, then the code to join', async ({
	browser,
	cast,
}) => {
	for (const width of [1366, 390]) {
		const context = await browserOf(browser, cast.who.bruno, 'fr', { viewport: { width, height: 844 } });
		const page = await context.newPage();
		await page.goto(`${cast.service.origin}/cohorts/${cast.things.cohort}`);
		// The list of people is long: it waits behind a line that says how far they are.
		const list = page.locator('#people ~ details');
		await expect(list.locator('table')).toBeHidden();
		await list.locator('summary').click();
		const [chart, table] = await Promise.all(
			[page.locator('figure'), page.getByRole('region').locator('table').last()].map((one) =>
				one.boundingBox(),
			),
		);
		expect(chart?.width).toBe(table?.width);
		const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
		expect(titles).toEqual(
			['cohort_topics', 'cohort_invite_title', 'cohort_portrait_title', 'cohort_shared_title'].map((key) =>
				word('fr', key),
			),
		);
		// How far each person is, is a plain word.
		const rows = list.locator('tbody tr');
		const done = rows.filter({ hasText: word('fr', 'cohort_progress_done') });
		expect(await done.count()).toBeGreaterThan(10);
		await expect(done.locator('svg')).toHaveCount(0);
		const started = rows.filter({ hasText: word('fr', 'cohort_progress_started') });
		await expect(started.first()).toBeVisible();
		await expect(started.locator('svg')).toHaveCount(0);
		await context.close();
	}
});
