import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Service, startService } from '../../service.ts';
import { violations, WCAG } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { listen } from '../main-job.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import { CHLOE, setUp } from '../set-up.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

const NEXT = 'un canot sur le Saguenay';
const { email: EMAIL } = CHLOE;

let mailbox: Mailbox;
test.beforeEach(async () => {
	mailbox = await openMailbox();
});
test.afterEach(() => mailbox.close());

/** Expects that nothing of an open page scrolls sideways at 320 px. */
async function mustFit(page: Page) {
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
}

/** Expects the page of a link to be accessible, in a browser with scripts, which the rules need. */
async function mustBeAccessible(browser: Browser, link: string) {
	const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
	const page = await context.newPage();
	const faults = listen(page);
	await page.goto(link);
	expect(await violations(page, { tags: WCAG })).toEqual([]);
	expect(faults).toEqual([]);
	await context.close();
}

async function nextMail(count: number) {
	await expect.poll(() => mailbox.mails.length).toBe(count);
	return mailbox.mails[count - 1]!;
}

async function journey(browser: Browser, service: Service, locale: Locale) {
	const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
	const chloe = await setUp(service);
	const context = await browserOf(browser, chloe, locale, {
		...{ javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
	});
	const page = await context.newPage();
	const faults = listen(page);
	const main = page.getByRole('main');
	const button = (key: string) => main.getByRole('button', { name: w(key), exact: true });

	await page.goto(`${service.origin}/account`);
	await expect(main).toContainText(w('account_email_unverified', { email: EMAIL }));
	await button('account_email_verify').click();
	await expect(main).toContainText(w('account_email_sent'));
	await mustFit(page);
	const verification = await nextMail(1);
	expect(verification).toMatchObject({ to: [EMAIL], subject: w('identity_mail_verify_subject') });
	expect(verification.text).toContain(w('identity_mail_verify_unasked'));

	// A mail scanner opens links before their reader does.
	const scanner = visitor(service.origin);
	const { pathname: verify } = new URL(verification.link);
	for (let times = 0; times < 5; times += 1) {
		const { status, headers } = await scanner.get(verify);
		expect([status, headers.get('referrer-policy'), headers.get('cache-control')]).toEqual([
			...[200, 'strict-origin', 'no-store'],
		]);
	}
	// The link works in a browser where nobody is signed in.
	const elsewhere = await browser.newContext({
		...{ javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
	});
	await elsewhere.addCookies([{ name: 'lang', value: locale, url: service.origin }]);
	const other = await elsewhere.newPage();
	faults.push(...listen(other));
	const there = other.getByRole('main');
	await other.goto(verification.link);
	await expect(there).toContainText('c•••@erables.example');
	await expect(there).not.toContainText(EMAIL);
	await mustFit(other);
	await mustBeAccessible(browser, verification.link);
	await there.getByRole('button', { name: w('identity_verify_button') }).click();
	await expect(there).toContainText(w('identity_verify_done'));
	await mustFit(other);
	await other.goto(verification.link);
	await expect(there).toContainText(w('identity_link_ended'));
	await mustBeAccessible(browser, verification.link);
	await page.reload();
	const verifiedOn = w('account_email_verified', { date: '\n' }).split('\n')[0]!;
	await expect(main).toContainText(verifiedOn);

	// The password is forgotten, on that other device.
	const forgetAt = async (email: string) => {
		await other.goto(`${service.origin}/sign-in`);
		await mustFit(other);
		await there.getByRole('link', { name: w('identity_forgotten_link'), exact: true }).click();
		await mustFit(other);
		await there.getByLabel(w('identity_forgotten_email')).fill(email);
		await there.getByRole('button', { name: w('identity_forgotten_send') }).click();
		await expect(there).toContainText(w('identity_forgotten_sent'));
		await mustFit(other);
		return there.innerText();
	};
	const unknown = await forgetAt('personne@erables.example');
	expect(await forgetAt(EMAIL)).toBe(unknown);
	const forgotten = await nextMail(2);
	expect(forgotten).toMatchObject({ to: [EMAIL], subject: w('identity_mail_password_subject') });
	const { pathname: choose } = new URL(forgotten.link);
	for (let times = 0; times < 5; times += 1) expect((await scanner.get(choose)).status).toBe(200);

	await other.goto(forgotten.link);
	await expect(there).toContainText(w('identity_new_password_lead', { username: 'chloe' }));
	await mustFit(other);
	await mustBeAccessible(browser, forgotten.link);
	const field = there.getByLabel(w('account_password_new'));
	await expect(field).toHaveAttribute('autocomplete', 'new-password');
	await field.fill('court');
	await there.getByRole('button', { name: w('identity_new_password_save') }).click();
	await expect(there).toContainText(w('problem_identity_password_short'));
	await mustFit(other);
	await field.fill(NEXT);
	await there.getByRole('button', { name: w('identity_new_password_save') }).click();
	await expect(other).toHaveURL(/\/sign-in\?password=new$/);
	await expect(there).toContainText(w('identity_new_password_done'));
	await mustFit(other);

	// Nobody is signed in by it; the sessions of before have ended.
	await page.goto(`${service.origin}/account`);
	await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount$/);
	await there.getByLabel(w('identity_identifier')).fill(EMAIL);
	await there.getByLabel(w('identity_password'), { exact: true }).fill(NEXT);
	await there.getByRole('button', { name: w('identity_sign_in'), exact: true }).click();
	await expect(other).toHaveURL(/\/today$/);
	await other.goto(forgotten.link);
	await expect(there).toContainText(w('identity_link_ended'));
	await mustFit(other);

	// In the language of her account, which was made in French.
	const changed = await nextMail(3);
	expect(changed).toMatchObject({
		to: [EMAIL],
		subject: word('fr', 'identity_mail_password_changed_subject'),
	});
	expect(changed.text).toContain(word('fr', 'identity_mail_password_changed_not_you'));
	expect(faults).toEqual([]);
	for (const { link } of [verification, forgotten])
		expect(service.output()).not.toContain(link.split('/').at(-1));
	await context.close();
	await elsewhere.close();
}

for (const locale of ['fr', 'en'] as const)
	test(`an address is verified, and a forgotten password chosen anew, in ${locale}`, async ({ browser }) => {
		const service = await startService((origin) => ({
			...{ ORIGIN: origin, SMTP_URL: mailbox.url, MAIL_FROM: 'Macaron <macaron@erables.example>' },
		}));
		try {
			await journey(browser, service, locale);
		} finally {
			await service.stop();
		}
	});

test('a service without a mail server offers neither, and says whom to ask', async () => {
	const service = await startService((origin) => ({ ORIGIN: origin }));
	try {
		const chloe = await setUp(service);
		const account = await chloe.get('/account');
		expect(account.body).not.toContain('?/verify');
		expect((await chloe.get('/sign-in/forgotten')).status).toBe(404);
		const nobody = visitor(service.origin);
		const signIn = await nobody.get('/sign-in');
		expect(signIn.body).not.toContain('/sign-in/forgotten');
		expect(signIn.body).toContain(word('fr', 'identity_without_password'));
		const asked = await nobody.post('/sign-in/forgotten', { key: 'k'.repeat(26), email: EMAIL });
		expect(asked.status).toBe(404);
	} finally {
		await service.stop();
	}
});
