import { expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { answerAll, apply, newAccount, newInstitution } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

const SERVICE = 'RÉCIT des Laurentides';
const BADGE = 'practice-learning-potential';

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`a RÉCIT adviser is granted an institution, judges there, and sees nothing more once it ends, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const faults: string[][] = [];
		const pageOf = async (who: Visitor, width = 1280) => {
			const viewport = { width, height: 720 };
			const page = await (await browserOf(browser, who, locale, { javaScriptEnabled, viewport })).newPage();
			faults.push(listen(page));
			return page;
		};
		const main = (page: Page) => page.getByRole('main');
		const open = (page: Page, path: string) => page.goto(service.origin + path);
		const place = (page: Page) => page.locator('header .place');
		const signedIn = async (username: string) => {
			const who = visitor(service.origin);
			await who.signIn(username, service.passwords[username] ?? '');
			return who;
		};

		// Two institutions beside that of the demonstration: another cégep, and a RÉCIT service where Karine advises.
		newInstitution(service, 'pins', 'Cégep des Pins');
		newInstitution(service, 'recit-laurentides', SERVICE, 'recit');
		const karine = await newAccount(service, 'karine', 'Karine Roy', 'adviser', {
			institution: 'recit-laurentides',
		});
		const noe = await newAccount(service, 'noe', 'Noé des Pins', 'learner', {
			...{ audience: 'teacher', institution: 'pins' },
		});
		const ada = await signedIn('ada');
		for (const who of [ada, noe]) {
			await answerAll(who);
			const id = await apply(who, BADGE, 'Mes élèves ont comparé leurs sources, puis leurs méthodes.');
			expect((await who.send(`/applications/${id}`, '?/submit', {})).status).toBe(303);
		}

		// Chloé grants the agreement, on a phone: nothing is chosen in advance, and what is missing is said.
		const chloe = await pageOf(await signedIn('chloe'), 320);
		await open(chloe, '/institution');
		await main(chloe)
			.getByRole('link', { name: w('agreement_title') })
			.click();
		await expect(chloe).toHaveURL(`${service.origin}/agreements`);
		await expect(main(chloe)).toContainText(w('agreement_none'));
		const grant = main(chloe).getByRole('button', { name: w('agreement_grant') });
		await grant.click();
		await expect(main(chloe)).toContainText(w('problem_identity_agreement_service'));
		await expect(main(chloe)).toContainText(w('problem_identity_agreement_scope'));
		await chloe.getByLabel(w('agreement_service'), { exact: true }).selectOption(SERVICE);
		await chloe.getByLabel(w('agreement_scope_reviews')).check();
		await grant.click();
		await expect(main(chloe)).toContainText(w('agreement_granted'));
		await expect(main(chloe)).toContainText(w('agreement_adviser_never', { name: 'Karine Roy' }));
		expect(await chloe.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

		// Karine reads on « Aujourd'hui » where the people are, goes there, and sees the queue of that institution alone.
		const bridge = await pageOf(karine);
		await open(bridge, '/today');
		await expect(place(bridge).locator('strong')).toHaveText(SERVICE);
		const others = place(bridge).locator('form button');
		const granting = ((await others.textContent()) ?? '').trim();
		await expect(main(bridge)).toContainText(w('today_elsewhere_how'));
		await expect(main(bridge).locator('section[aria-labelledby="elsewhere"]')).toContainText(granting);
		await place(bridge).locator('summary').click();
		await others.click();
		await expect(place(bridge).locator('strong')).toHaveText(granting);
		await open(bridge, '/review');
		await expect(main(bridge)).toContainText('Ada');
		await expect(main(bridge)).not.toContainText('Noé');
		expect((await open(bridge, '/people'))?.status()).toBe(404);
		await open(bridge, '/review');
		const link = main(bridge).locator('a[href^="/review/"]', { hasText: 'Ada' }).first();
		const application = (await link.getAttribute('href')) ?? '';
		await link.click();
		await bridge.locator('input[name="decision"][value="accept"]').check();
		await bridge.locator('input[name="level"][value="intermediate"]').check();
		await bridge.locator('[name="reason"]').fill('La démarche est claire.');
		await bridge.getByRole('button', { name: w('recognition_decide') }).click();
		await expect(main(bridge)).toContainText(w('recognition_decided_accept'));

		// The badge is issued by Ada's institution, and says which service judged; so does the verifier.
		const badges = (await ada.get('/recognition')).body;
		const award = badges.match(/\/b\/([0-9a-hjkmnp-tv-z]{26})/)?.[1] ?? '';
		const holder = await pageOf(ada);
		await open(holder, `/b/${award}`);
		await expect(main(holder)).toContainText(w('badge_judged_adviser', { institution: SERVICE, count: 1 }));
		await expect(main(holder)).toContainText(granting);
		await expect(main(holder)).not.toContainText('Karine');

		// Chloé sees who used it, and ends it in one tap: the open page of Karine answers nothing more.
		await open(chloe, '/agreements');
		const used = w('agreement_adviser_last', { name: 'Karine Roy', date: '' }).trim();
		await expect(main(chloe)).toContainText(used);
		await main(chloe)
			.getByRole('button', { name: w('agreement_end') })
			.click();
		await expect(main(chloe)).toContainText(w('agreement_ended_done'));
		await expect(main(chloe)).toContainText(w('agreement_ended'));
		expect((await open(bridge, application))?.status()).toBe(404);
		await expect(place(bridge)).toHaveCount(0);
		await open(bridge, '/review');
		await expect(main(bridge)).not.toContainText('Ada');
		expect(faults.flat().filter((one) => !one.includes('404') && !one.includes('422'))).toEqual([]);
	});
}
