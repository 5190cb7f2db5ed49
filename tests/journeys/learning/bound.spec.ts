import { expect, type Page } from '@playwright/test';
import { violations, WCAG } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { apply, type Cast } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import type { Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

const EMAIL = 'ada.tremblay@exemple.qc.ca';
/** The same address as somebody else may type it. */
const TYPED = 'Ada.Tremblay@Exemple.QC.CA';
const OTHER = 'ada.tremblay@exemple.org';

/** Ada gives her account this address, and verifies it by the link of the mail. */
async function verifyAddress({ service, who, query }: Cast, ada: Visitor, email: string) {
	expect((await ada.send('/account', '?/details', { displayName: 'Ada', email })).status).toBe(303);
	expect((await ada.send('/account', '?/verify', {})).status).toBe(303);
	const link = async () =>
		(await who.anonymous.get('/mail')).body.match(/\/verify-email\/[\w-]+/g)?.find((one) => !used.has(one)) ??
		'';
	await expect.poll(link).not.toBe('');
	const path = await link();
	used.add(path);
	expect((await who.anonymous.send(path, path, {})).status).toBeLessThan(400);
	expect(
		query<{ email: string }>('SELECT email FROM people WHERE email_verified_at IS NOT NULL'),
	).toContainEqual({
		email,
	});
	expect(service.output()).not.toContain(email);
}
const used = new Set<string>();

/** Asks /verify for a badge and an address; returns the two answers. */
async function asked(page: Page, locale: Locale, given: { text?: string; code?: string }, email: string) {
	const w = (key: string) => word(locale, key);
	if (given.code === undefined) {
		await page.goto('/verify');
		await page.getByText(w('verify_text_open')).click();
		await page.getByLabel(w('verify_text')).fill(given.text ?? '');
		await page.getByText(w('verify_recipient_open')).click();
	}
	await page.getByLabel(w('verify_recipient')).fill(email);
	await page.getByRole('button', { name: w('verify_submit'), exact: true }).click();
	await expect(page.locator('#result-recipient')).toBeVisible();
	const answer = (id: string) => page.locator(id).locator('xpath=..').innerText();
	return [await answer('#result'), await answer('#result-recipient')];
}

const REASONS = {
	fr: {
		matches: 'Ce badge a été délivré à l’adresse courriel que vous avez saisie.',
		other: 'Ce badge n’a pas été délivré à l’adresse courriel que vous avez saisie.',
		replaced: 'Remplacé',
	},
	en: {
		matches: 'This badge was issued to the email address you typed.',
		other: 'This badge was not issued to the email address you typed.',
		replaced: 'Replaced',
	},
} as const;

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const)
	test(`a badge is bound to a verified address, and /verify knows it, in ${locale}`, async ({
		browser,
		ownCast,
	}) => {
		const { service, who, things } = ownCast;
		const { ada, bruno, anonymous } = who;
		const w = (key: string, params?: Record<string, string>) => word(locale, key, params);
		const said = REASONS[locale];
		const options = { javaScriptEnabled, baseURL: service.origin, viewport: { width: 390, height: 844 } };
		const context = await browserOf(browser, ada, locale, options);
		const elsewhere = await browserOf(browser, anonymous, locale, options);
		const [page, out] = [await context.newPage(), await elsewhere.newPage()];
		const faults = [listen(page), listen(out)];
		const main = page.getByRole('main');

		// Without a verified address: one sentence, and the way to verify it.
		await page.goto(`/b/${things.award}`);
		await expect(main).toContainText(w('badge_bind_unverified').replace(/[[\]]/g, ''));
		await expect(main.getByText(w('badge_bind'), { exact: true })).toHaveCount(0);
		await page.goto(`/applications/${things.application}`);
		await expect(main).toContainText(w('recognition_bind_unverified'));
		await expect(main.getByText(w('recognition_bind', { address: EMAIL }))).toHaveCount(0);
		await verifyAddress(ownCast, ada, EMAIL);
		await page.goto('/account');
		await expect(main).toContainText(w('account_email_bound'));

		// Asked with the application, off by default.
		const id = await apply(ada, 'practice-collaboration', 'Nous avons écrit à plusieurs.');
		await page.goto(`/applications/${id}`);
		const choice = main.getByLabel(w('recognition_bind', { address: EMAIL }));
		await expect(choice).not.toBeChecked();
		if (javaScriptEnabled) expect(await violations(page, { tags: WCAG })).toEqual([]);
		await main.getByText(w('recognition_bind_legend'), { exact: true }).first().click();
		await choice.check();
		await main.getByRole('button', { name: w('recognition_submit'), exact: true }).click();
		await expect(main).toContainText(w('recognition_submitted_notice'));
		const decided = await bruno.send(`/review/${id}`, '?/decide', {
			decision: 'accept',
			level: 'intermediate',
			reason: 'Belle démarche.',
		});
		expect(decided.status).toBe(303);
		await page.goto(`/applications/${id}`);
		await main.getByRole('link', { name: w('recognition_see_badge') }).click();
		await main.getByText(w('badge_binding_yours'), { exact: true }).click();
		await expect(main).toContainText(w('badge_binding_current', { address: EMAIL }));
		const given = new URL(page.url()).pathname;
		const text = (await ada.get(`${given}.json`)).body;
		expect(text.toLowerCase()).not.toContain(EMAIL);
		expect((await asked(out, locale, { text }, TYPED))[1]).toContain(said.matches);
		expect((await asked(out, locale, { text }, OTHER))[1]).toContain(said.other);

		// An earlier badge is signed again, at the same address.
		const earlier = (await ada.get(`/b/${things.award}.json`)).body;
		await page.goto(`/b/${things.award}`);
		await main.getByText(w('badge_bind'), { exact: true }).click();
		await main.getByRole('button', { name: w('badge_bind_to', { address: EMAIL }) }).click();
		await expect(main).toContainText(w('badge_bound_done'));
		await expect(main).toContainText(w('badge_replaced_bound'));
		if (javaScriptEnabled) expect(await violations(page, { tags: WCAG })).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
		const [verdict] = await asked(out, locale, { text: earlier }, TYPED);
		expect(verdict).toContain(said.replaced);
		expect(verdict).toContain(`/b/${things.award}`);

		// Anybody reads that it is bound, never to which address, and is led to the check.
		await out.goto(`/b/${things.award}`);
		const there = out.getByRole('main');
		await expect(there).toContainText(w('badge_bound_about'));
		expect((await there.innerText()).toLowerCase()).not.toContain(EMAIL);
		await there.getByRole('link', { name: w('badge_bound_check') }).click();
		await expect(out).toHaveURL(/\/verify\?code=/);
		expect((await asked(out, locale, { code: 'typed' }, TYPED))[1]).toContain(said.matches);
		const { recipient } = JSON.parse((await anonymous.get(`/b/${things.award}/2.0`)).body) as {
			recipient: object;
		};
		expect(recipient).toMatchObject({
			type: 'email',
			hashed: true,
			salt: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		const twin = `${service.origin}/b/${things.award}/2.0`;
		for (const [email, told] of [
			[TYPED, said.matches],
			[OTHER, said.other],
		] as const)
			expect((await asked(out, locale, { text: twin }, email))[1]).toContain(told);

		// Bound to none again.
		await page.goto(`/b/${things.award}`);
		await main.getByText(w('badge_binding_yours'), { exact: true }).click();
		await main.getByRole('button', { name: w('badge_unbind_confirm') }).click();
		await expect(main).toContainText(w('badge_unbound_done'));
		await out.goto(`/b/${things.award}`);
		await expect(there).not.toContainText(w('badge_bound_about'));
		expect(faults.flat()).toEqual([]);
		await context.close();
		await elsewhere.close();
	});
