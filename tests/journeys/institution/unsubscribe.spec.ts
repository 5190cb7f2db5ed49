import { expect, test } from '@playwright/test';
import { personByUsername, unsubscribeAddress } from '#identity/server';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { type Service, startService } from '../../service.ts';
import { browserOf } from '../browser-of.ts';
import { listen } from '../main-job.ts';
import { openMailbox } from '../mailbox.ts';
import { setUp } from '../set-up.ts';
import { type Locale, word } from '../words.ts';

/** The address that a mail to Chloé holds, to stop such mails; made as the service makes it. */
async function addressInMail({ env }: Service): Promise<string> {
	const silent = { info() {}, warn() {}, error() {} };
	const world = await openWorld(readSettings(env), silent, jobsOnThisThread);
	try {
		const chloe = await personByUsername(world, 'chloe');
		return unsubscribeAddress(world, chloe!.id);
	} finally {
		await world.db.close();
	}
}

for (const locale of ['fr', 'en'] satisfies Locale[])
	test(`news by mail are stopped in one tap, and begun again in the account, in ${locale}`, async ({
		browser,
	}) => {
		const mailbox = await openMailbox();
		const service = await startService((origin) => ({
			...{ ORIGIN: origin, SMTP_URL: mailbox.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
		}));
		const w = (key: string) => word(locale, key);
		try {
			const chloe = await setUp(service);
			const context = await browserOf(browser, chloe, locale, {
				...{ javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
			});
			const page = await context.newPage();
			const faults = listen(page);
			const main = page.getByRole('main');
			await page.goto(`${service.origin}/account`);
			await main.getByRole('button', { name: w('account_email_verify') }).click();
			await expect.poll(() => mailbox.mails.length).toBe(1);
			await page.goto(mailbox.mails[0]!.link);
			await main.getByRole('button', { name: w('identity_verify_button') }).click();
			await page.goto(`${service.origin}/account`);
			await expect(main).toContainText(w('account_news_on'));

			// A mail program sends this in one tap: from no page of this site, with no cookie (RFC 8058).
			const address = await addressInMail(service);
			const tap = (at = address) =>
				fetch(at, {
					method: 'POST',
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body: 'List-Unsubscribe=One-Click',
				});
			expect((await tap()).status).toBe(200);
			expect((await tap()).status).toBe(200);
			await page.reload();
			await expect(main).toContainText(w('account_news_off'));
			await main.getByRole('button', { name: w('account_news_start') }).click();
			await expect(main).toContainText(w('account_news_on'));

			// Whoever opens the address as a page is asked first: a mail scanner stops nothing.
			await page.goto(address);
			await expect(main).toContainText(w('mail_unsubscribe_lead'));
			await page.goto(`${service.origin}/account`);
			await expect(main).toContainText(w('account_news_on'));
			await page.goto(address);
			await main.getByRole('button', { name: w('mail_unsubscribe_do') }).click();
			await expect(main).toContainText(w('mail_unsubscribed'));
			await page.goto(`${service.origin}/account`);
			await expect(main).toContainText(w('account_news_off'));

			const [, before = '', sign = '', after = ''] = /^(.*.{20})(.)(.{9})$/.exec(address) ?? [];
			expect((await tap(before + (sign === 'A' ? 'B' : 'A') + after)).status).toBe(404);
			expect(faults).toEqual([]);
			await context.close();
		} finally {
			await service.stop();
			await mailbox.close();
		}
	});
