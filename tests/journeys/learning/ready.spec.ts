import { join } from 'node:path';
import { expect } from '@playwright/test';
import Driver from 'better-sqlite3';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

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

test('with a verified address, it can be sent from its first screen too, and the choice to bind it is kept', async ({
	browser,
	ownCast: { service, things, who, query },
}) => {
	const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'));
	db.prepare("UPDATE people SET email_verified_at = created_at WHERE username = 'ada'").run();
	db.close();
	const context = await browserOf(browser, who.ada, 'fr', {
		...{ viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
	});
	const page = await context.newPage();
	await page.goto(`${service.origin}/applications/${things.application}`);
	const send = page.getByRole('button', { name: word('fr', 'recognition_submit') });
	const box = (await send.boundingBox())!;
	expect(box.y + box.height).toBeLessThanOrEqual(844);
	const bind = page.getByLabel('ada@erables.example');
	await expect(bind).toBeHidden();
	await page.getByText(word('fr', 'recognition_bind_legend'), { exact: true }).first().click();
	await bind.check();
	await send.click();
	await expect(page.getByText(word('fr', 'recognition_submitted_notice')).first()).toBeVisible();
	const [sent] = query<{ binds_email: number }>(
		'SELECT binds_email FROM applications WHERE id = ?',
		things.application,
	);
	expect(sent?.binds_email).toBe(1);
	await context.close();
});
