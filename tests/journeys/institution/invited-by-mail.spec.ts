import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Service, startService } from '../../service.ts';
import { violations, WCAG } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { listen } from '../main-job.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import { setUp } from '../set-up.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

const NARROW = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } } as const;

let mailbox: Mailbox;
test.beforeEach(async () => {
	mailbox = await openMailbox();
});
test.afterEach(() => mailbox.close());

/** Expects that nothing of an open page scrolls sideways at 320 px. */
async function mustFit(page: Page) {
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
}

/** Expects a page to be accessible, narrow and wide, in a browser with scripts, which the rules need. */
async function mustBeAccessible(browser: Browser, link: string) {
	const context = await browser.newContext();
	const page = await context.newPage();
	const faults = listen(page);
	for (const width of [320, 1280]) {
		await page.setViewportSize({ width, height: 700 });
		await page.goto(link);
		expect(await violations(page, { tags: WCAG })).toEqual([]);
	}
	expect(faults).toEqual([]);
	await context.close();
}

async function journey(browser: Browser, service: Service, locale: Locale) {
	const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
	const chloe = await setUp(service);
	const context = await browserOf(browser, chloe, locale, NARROW);
	const page = await context.newPage();
	const faults = listen(page);
	const main = page.getByRole('main');
	const button = (key: string, params?: Record<string, number>) =>
		main.getByRole('button', { name: w(key, params), exact: true });

	// Chloé invites one staff member. What she forgot is asked, and what she wrote is still there.
	await page.goto(`${service.origin}/invitations`);
	await main.getByRole('link', { name: w('invitations_link'), exact: true }).click();
	await expect(main).toContainText(w('invitations_lists_none'));
	const written = 'Zoé Roy <Zoe@erables.example>';
	await main.locator('[name="people"]').fill(written);
	await main.locator(`[name="locale"][value="${locale}"]`).check();
	await button('invitations_check').click();
	await expect(main).toContainText(w('problem_identity_audience_missing'));
	await expect(main.locator('[name="people"]')).toHaveValue(written);
	await expect(main.locator(`[name="locale"][value="${locale}"]`)).toBeChecked();
	await mustFit(page);
	await main.locator('[name="audience"][value="staff"]').check();
	await button('invitations_check').click();
	await expect(main).toContainText(w('invitations_to_invite_one'));
	await expect(main).toContainText('zoe@erables.example');
	await mustFit(page);
	await button('invitations_invite_one').click();
	await expect(main).toContainText(w('invitations_done_invited'));
	await mustFit(page);
	await expect.poll(() => mailbox.mails.length).toBe(1);
	const [mail] = mailbox.mails;
	expect(mail).toMatchObject({ to: ['zoe@erables.example'], subject: w('invitations_mail_subject') });
	expect(mail!.text).toContain('Chloé Gagnon');
	expect(mail!.text).toContain('Érables');
	expect(mail!.text).toContain(w('invitations_mail_unexpected'));

	// A mail scanner opens the link first: nothing is spent.
	const { pathname } = new URL(mail!.link);
	for (let times = 0; times < 3; times += 1) {
		const { status, headers } = await visitor(service.origin).get(pathname);
		expect([status, headers.get('referrer-policy'), headers.get('cache-control')]).toEqual([
			...[200, 'strict-origin', 'no-store'],
		]);
	}
	await mustBeAccessible(browser, mail!.link);
	const elsewhere = await browser.newContext(NARROW);
	await elsewhere.addCookies([{ name: 'lang', value: locale, url: service.origin }]);
	const other = await elsewhere.newPage();
	faults.push(...listen(other));
	const there = other.getByRole('main');
	await other.goto(mail!.link);
	await expect(there).toContainText(
		w('invitations_open_who', { inviter: 'Chloé Gagnon', institution: 'Érables' }),
	);
	await expect(there).toContainText('z•••@erables.example');
	await expect(there.locator('[name="displayName"]')).toHaveValue('Zoé Roy');
	await mustFit(other);
	await there.locator('[name="username"]').fill('zoe');
	await there.locator('[name="password"]').fill('zoe');
	await there.getByRole('button', { name: w('identity_join_create'), exact: true }).click();
	await expect(there.locator('[name="username"]')).toHaveValue('zoe');
	await there.locator('[name="password"]').fill('trois rivières et un lac');
	await there.getByRole('button', { name: w('identity_join_create'), exact: true }).click();
	await expect(other).toHaveURL(/\/today$/);

	// Her address is verified, and she acts in her role.
	await other.goto(`${service.origin}/account`);
	await expect(there).toContainText(w('account_email_verified', { date: '\n' }).split('\n')[0]!);
	await expect(there).toContainText(w('identity_audience_staff'));
	await other.goto(`${service.origin}/training/new`);
	await there.locator('[name="title"]').fill('Premier atelier');
	await there.locator('[name="hours"]').fill('1');
	await there.locator('[name="minutes"]').fill('0');
	await there.locator('[name="kind"]').selectOption('workshop');
	await there.locator('input[value="communication"]').check();
	await there.getByRole('button', { name: w('training_save'), exact: true }).click();
	await expect(there).toContainText('Premier atelier');
	await other.goto(mail!.link);
	await expect(there).toContainText(w('invitations_open_ended'));
	await mustFit(other);
	await page.reload();
	await expect(main).toContainText(w('invitations_state_used'));

	// A file from a spreadsheet: three rows, one of them wrong.
	await page.goto(`${service.origin}/invitations/mail`);
	await main.locator('[name="file"]').setInputFiles({
		...{ name: 'Liste d’automne.csv', mimeType: 'text/csv' },
		buffer: Buffer.from(
			[
				'Courriel;Prénom;Nom;Rôle;École',
				'emile@erables.example;Émile;Côté;Conseiller;École des Pins',
				'pas une adresse;Nadia;Benali;Conseillère;École des Pins',
				'rose@erables.example;Rose;Lévesque;administratrice;',
			].join('\r\n'),
			'latin1',
		),
	});
	await main.locator('[name="audience"][value="teacher"]').check();
	await main.locator('[name="name"]').fill('Automne');
	await button('invitations_check').click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Automne');
	await expect(main).toContainText(w('invitations_to_invite_many', { count: 2 }));
	await expect(main).toContainText(w('invitations_not_read_one'));
	await expect(main.getByRole('row').filter({ hasText: 'pas une adresse' })).toContainText(
		w('invitations_row_email_shape'),
	);
	await expect(main).toContainText('Émile Côté · École des Pins');
	// The row that is wrong is given back as a file, to be corrected in a spreadsheet and given again.
	const saving = page.waitForEvent('download');
	await main.getByRole('link', { name: w('invitations_to_correct') }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toBe(`${w('invitations_to_correct_file')}.csv`);
	const header = `Courriel;Prénom;Nom;Rôle;École;${w('invitations_column_to_correct')}`;
	const wrong = 'pas une adresse;Nadia;Benali;Conseillère;École des Pins';
	expect(await readFile(await saved.path(), 'utf8')).toBe(
		`\u{feff}${header}\r\n${wrong};${w('invitations_row_email_shape')}\r\n`,
	);
	await mustFit(page);
	expect(mailbox.mails).toHaveLength(1);
	await button('invitations_invite_many', { count: 2 }).click();
	await expect.poll(() => mailbox.mails.length).toBe(3);
	await expect
		.poll(async () => {
			await page.reload();
			return main.innerText();
		})
		.toContain(w('invitations_count', { state: w('invitations_state_sent'), count: 2 }));

	// The same file again: those two are not invited twice. The draft is deleted.
	await page.goto(`${service.origin}/invitations/mail`);
	await main
		.locator('[name="people"]')
		.fill('rose@erables.example; emile@erables.example; Zoé <zoe@erables.example>');
	await main.locator('[name="role"][value="administrator"]').check();
	await button('invitations_check').click();
	await expect(main).toContainText(w('invitations_invited_one'));
	await expect(main).toContainText(w('invitations_to_invite_many', { count: 2 }));
	await main.getByText(w('invitations_discard'), { exact: true }).click();
	await button('invitations_discard_confirm').click();
	await expect(main).toContainText(w('invitations_discarded'));
	await mustFit(page);

	// One is found by a part of its address, and revoked: its link ends.
	await main.locator('[name="q"]').fill('ROSE@');
	await button('invitations_find').click();
	await main.getByRole('link', { name: 'rose@erables.example', exact: true }).click();
	const title = w('invitations_revoke_of', { email: 'rose@erables.example' });
	await main.getByText(title, { exact: true }).click();
	await main
		.getByRole('form', { name: title })
		.getByRole('button', { name: w('invitations_revoke_confirm') })
		.click();
	await expect(main).toContainText(w('invitations_done_revoked'));
	await mustFit(page);
	const rose = mailbox.mails.find(({ to }) => to.includes('rose@erables.example'));
	await other.goto(rose!.link);
	await expect(there).toContainText(w('invitations_open_ended'));
	// The two forms that were refused, on purpose.
	expect(faults.filter((fault) => !/status of 422/.test(fault))).toEqual([]);
	await elsewhere.close();
	await context.close();
}

for (const locale of ['fr', 'en'] satisfies Locale[])
	test(`a staff member is invited by mail, and others by a file, in ${locale}`, async ({ browser }) => {
		const service = await startService((origin) => ({
			...{ ORIGIN: origin, SMTP_URL: mailbox.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
		}));
		try {
			await journey(browser, service, locale);
		} finally {
			await service.stop();
		}
	});
