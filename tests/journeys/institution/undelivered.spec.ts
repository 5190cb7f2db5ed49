import { expect, test } from '@playwright/test';
import { startMailServer, type Treatment } from '../../loopback/mail-server.ts';
import { startService } from '../../service.ts';
import { browserOf } from '../browser-of.ts';
import { listen } from '../main-job.ts';
import { setUp } from '../set-up.ts';
import { type Locale, word } from '../words.ts';

for (const locale of ['fr', 'en'] satisfies Locale[])
	test(`an administrator sees what the mail server refused, and sends it again, in ${locale}`, async ({
		browser,
	}) => {
		let treatment: Treatment = 'spam';
		const server = await startMailServer(() => treatment);
		const service = await startService((origin) => ({
			...{ ORIGIN: origin, SMTP_URL: server.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
		}));
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		try {
			const chloe = await setUp(service);
			const context = await browserOf(browser, chloe, locale, {
				...{ javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
			});
			const page = await context.newPage();
			const faults = listen(page);
			const main = page.getByRole('main');
			await page.goto(`${service.origin}/people`);
			await main.getByRole('link', { name: w('admin_undelivered_link') }).click();
			await expect(main).toContainText(w('admin_undelivered_none'));

			await chloe.send('/account', '?/verify', {});
			await expect.poll(() => server.tries.get('chloe@erables.example')).toBe(1);
			await expect
				.poll(async () => {
					await page.goto(`${service.origin}/today`);
					return main.innerText();
				})
				.toContain(w('today_matter_unsent_one'));
			await main.getByRole('link', { name: w('today_matter_unsent_do') }).click();
			await expect(main).toContainText(w('mail_kind_verify_email'));
			await expect(main).toContainText('c•••@erables.example');
			await expect(main).toContainText(w('mail_fault_message', { code: 554 }));
			await expect(main).not.toContainText('chloe@erables.example');
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

			treatment = 'take';
			await main.getByRole('button', { name: w('admin_undelivered_again') }).click();
			await expect(main).toContainText(w('admin_undelivered_again_done'));
			await expect.poll(() => server.received.length).toBe(1);
			await expect
				.poll(async () => {
					await page.goto(`${service.origin}/undelivered`);
					return main.innerText();
				})
				.toContain(w('admin_undelivered_none'));
			expect(faults).toEqual([]);
			await context.close();
		} finally {
			await service.stop();
			await server.close();
		}
	});
