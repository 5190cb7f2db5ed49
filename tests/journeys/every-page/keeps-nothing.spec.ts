import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { test as base, WHOLE } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { word } from '../words.ts';

/**
 * Playwright's `test` with the fixture `refusing`: a Chromium that blocks site data. It drops cookies, and
 * any access to `localStorage` throws.
 */
const test = base.extend<{ refusing: BrowserContext }>({
	refusing: async ({}, use) => {
		const profile = mkdtempSync(join(tmpdir(), 'macaron-refusing-'));
		mkdirSync(join(profile, 'Default'));
		const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
		writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
		const context = await chromium.launchPersistentContext(profile, {
			...WHOLE,
			locale: 'fr-CA',
		});
		await use(context);
		await context.close();
		rmSync(profile, { recursive: true, force: true });
	},
});

const main = (page: Page) => page.getByRole('main');

async function signIn(page: Page, origin: string, username: string, password: string) {
	await page.goto(`${origin}/sign-in`);
	await page.locator('[name="identifier"]').fill(username);
	await page.locator('[name="password"]').fill(password);
	await page.locator('form[action="/sign-in"] button').click();
}

test('a right password with cookies refused says so; a wrong one is a wrong one', async ({
	refusing,
	service,
}) => {
	const page = await refusing.newPage();
	const faults = listen(page);
	// Checks that this browser does refuse storage: otherwise the test would prove nothing.
	await page.goto(`${service.origin}/sign-in`);
	await expect(page.evaluate(() => localStorage.length)).rejects.toThrow('SecurityError');
	for (const who of ['ada', 'emile', 'chloe']) {
		await signIn(page, service.origin, who, service.passwords[who] ?? '');
		await expect(main(page).getByRole('alert')).toContainText(word('fr', 'identity_cookies'));
		await expect(page.locator('[name="identifier"]')).toHaveValue(who);
		expect(page.url()).not.toContain(who);
	}
	await signIn(page, service.origin, 'ada', 'ce n’est pas le bon');
	await expect(main(page).getByRole('alert')).toContainText(word('fr', 'problem_identity_wrong'));
	await expect(main(page)).not.toContainText(word('fr', 'identity_cookies'));
	// The password field comes back empty, so the page must not say that everything was kept.
	await expect(main(page).getByRole('alert')).toContainText(word('fr', 'shell_form_problems'));
	await expect(main(page)).not.toContainText(word('fr', 'shell_form_kept'));
	expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
});

test('a trial lasts as long as its page, and says so; every public page opens', async ({
	refusing,
	service,
}) => {
	const page = await refusing.newPage();
	const faults = listen(page);
	await page.goto(`${service.origin}/try`);
	// The page says before any answer is given that this browser will keep nothing.
	await expect(main(page)).toContainText(word('fr', 'try_stored_not'));
	await expect(main(page)).not.toContainText(word('fr', 'try_stored_here'));
	await main(page).locator('input[name="audience"][value="student"]').check();
	await main(page)
		.getByRole('button', { name: word('fr', 'assessment_begin') })
		.click();
	await page.locator('input[name="answer-0"][value="3"]').check();
	await expect(main(page).getByRole('status')).toHaveText(word('fr', 'try_not_lasting'));
	await expect(main(page)).toContainText(word('fr', 'try_stored_not'));
	// Reloading, or leaving for the page in the other language, asks first.
	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.type());
		void dialog.dismiss();
	});
	await page.evaluate(() => location.reload());
	await expect.poll(() => asked).toEqual(['beforeunload']);
	await page.locator('a[hreflang="en"]').click({ noWaitAfter: true });
	await expect.poll(() => asked).toHaveLength(2);
	await expect(page.locator('input[name="answer-0"][value="3"]')).toBeChecked();
	await main(page)
		.getByRole('button', { name: word('fr', 'try_continue') })
		.click();
	await main(page)
		.getByRole('link', { name: word('fr', 'try_overview') })
		.click();
	await expect(main(page).locator('table tbody tr').first()).toContainText('Avancé');
	// Nothing says that this browser keeps something, or that the answers can reach an account.
	await expect(main(page)).toContainText(word('fr', 'try_stored_not'));
	await expect(main(page)).not.toContainText(word('fr', 'try_lead'));
	await expect(main(page)).not.toContainText(word('fr', 'try_keep_how'));
	// Its PDF is fetched without leaving the page.
	const [sheet] = await Promise.all([
		page.context().waitForEvent('response', (one) => new URL(one.url()).pathname === '/try/result.pdf'),
		main(page)
			.getByRole('button', { name: word('fr', 'try_pdf') })
			.click(),
	]);
	expect([sheet.status(), sheet.headers()['content-type']]).toEqual([200, 'application/pdf']);
	await expect(main(page).locator('table tbody tr').first()).toContainText('Avancé');
	expect(asked).toHaveLength(2);
	await main(page).getByText(word('fr', 'try_erase'), { exact: true }).click();
	await main(page)
		.getByRole('button', { name: word('fr', 'try_erase_confirm') })
		.click();
	await expect(main(page).getByRole('button', { name: word('fr', 'assessment_begin') })).toBeVisible();
	await page.evaluate(() => location.reload());
	await expect(main(page).getByRole('button', { name: word('fr', 'assessment_begin') })).toBeEnabled();
	expect(asked).toHaveLength(2);
	for (const path of ['/', '/try', '/verify', '/join', '/badges', '/framework', '/privacy-notice']) {
		await page.goto(service.origin + path);
		await page.waitForLoadState('networkidle');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	}
	expect(faults).toEqual([]);
});
