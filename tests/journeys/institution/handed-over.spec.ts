import { expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { newAccount } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`a cohort is handed over: its people decide anew, its old adviser keeps nothing, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
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
		const signedIn = async (username: string) => {
			const who = visitor(service.origin);
			await who.signIn(username, service.passwords[username] ?? '');
			return who;
		};
		const odile = await newAccount(service, 'odile', 'Odile Roy', 'adviser');
		const lea = await newAccount(service, 'lea', 'Léa Fortin', 'learner', { audience: 'teacher' });
		const tom = await newAccount(service, 'tom', 'Tom Caron', 'learner', { audience: 'teacher' });

		// Bruno makes a cohort, where Léa and Tom share.
		const bruno = await pageOf(await signedIn('bruno'), 320);
		await open(bruno, '/cohorts');
		await bruno.locator('input[name="name"]').fill('Passage');
		await main(bruno)
			.getByRole('button', { name: w('cohort_create') })
			.click();
		await expect(bruno).toHaveURL(/\/cohorts\/[0-9a-z]{26}$/);
		const cohort = bruno.url().split('/').at(-1) ?? '';
		const code = ((await main(bruno).innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/) ?? [''])[0];
		for (const who of [lea, tom])
			expect((await who.send(`/cohorts/join?code=${code}`, '?/join', { code })).status).toBe(303);

		// He hands it over to Odile, on a phone; nobody is chosen in advance, and what is missing is said.
		await open(bruno, `/cohorts/${cohort}`);
		await expect(main(bruno)).toContainText('Léa Fortin');
		await main(bruno)
			.getByRole('link', { name: w('cohort_hand') })
			.click();
		const confirm = main(bruno).getByRole('button', { name: w('cohort_hand_confirm') });
		await confirm.click();
		await expect(main(bruno)).toContainText(w('problem_cohort_adviser_missing'));
		await bruno.getByLabel(w('cohort_hand_to')).selectOption('Odile Roy');
		expect(await bruno.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await confirm.click();
		await expect(main(bruno)).toContainText(w('cohort_handed'));
		await expect(main(bruno).getByRole('link', { name: 'Passage' })).toHaveCount(0);
		for (const path of ['', '/hand'])
			expect((await open(bruno, `/cohorts/${cohort}${path}`))?.status()).toBe(404);

		// Odile is told on « Aujourd'hui », which leads her there.
		const told = await pageOf(odile, 320);
		const received = main(told).getByRole('link', { name: w('today_told_received', { name: 'Passage' }) });
		await expect(async () => {
			await open(told, '/today');
			await expect(received).toBeVisible({ timeout: 500 });
		}).toPass();
		await expect(main(told)).toContainText(w('today_new'));
		expect(await told.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await received.click();
		await expect(told).toHaveURL(`${service.origin}/cohorts/${cohort}`);
		await open(told, '/today');
		await expect(main(told)).not.toContainText(w('today_new'));

		// Odile sees who is asked, by name, and nothing of them.
		const taker = await pageOf(odile);
		await open(taker, `/cohorts/${cohort}`);
		const waiting = main(taker).locator('section[aria-labelledby="waiting"]');
		await expect(waiting).toContainText('Léa Fortin');
		await expect(waiting).toContainText('Tom Caron');
		await expect(main(taker)).toContainText(w('cohort_shared_none'));

		// Léa is told on « Aujourd'hui », reads what she would share, and accepts in one tap.
		const learner = await pageOf(lea, 320);
		await expect(async () => {
			await open(learner, '/today');
			await expect(main(learner)).toContainText(w('cohort_slip_title', { name: 'Passage' }), {
				timeout: 500,
			});
		}).toPass();
		await expect(main(learner)).toContainText('Odile Roy');
		expect(await learner.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await main(learner).getByText(w('cohort_slip_terms')).click();
		await expect(main(learner).getByText(w('cohort_offer_progress'))).toBeVisible();
		await main(learner)
			.getByRole('button', { name: w('cohort_slip_accept') })
			.click();
		await expect(main(learner)).toContainText(w('cohort_joined'));
		await expect(main(learner)).toContainText('Odile Roy');

		// Tom leaves, from « Mes cohortes ».
		const leaver = await pageOf(tom);
		await open(leaver, '/cohorts/join');
		await main(leaver)
			.getByRole('button', { name: w('cohort_slip_leave') })
			.click();
		await expect(main(leaver)).toContainText(w('cohort_left'));
		await open(taker, `/cohorts/${cohort}`);
		await expect(main(taker)).toContainText('Léa Fortin');
		await expect(main(taker)).not.toContainText('Tom Caron');

		// Before she closes Odile's account, Chloé reads which cohort would have nobody; she hands it over.
		const chloe = await pageOf(await signedIn('chloe'));
		await open(chloe, '/people?q=odile');
		await main(chloe).getByRole('link', { name: 'Odile Roy' }).click();
		await expect(main(chloe)).toContainText(w('cohort_admin_left_title'));
		await main(chloe).getByRole('link', { name: 'Passage' }).click();
		await expect(main(chloe)).not.toContainText('Léa Fortin');
		const takers = chloe.getByLabel(w('cohort_hand_to'));
		await takers.selectOption(await takers.locator('option', { hasText: 'Bruno' }).innerText());
		await main(chloe)
			.getByRole('button', { name: w('cohort_hand_confirm') })
			.click();
		await expect(main(chloe)).toContainText(w('cohort_handed'));
		await expect(main(chloe)).toContainText(w('cohort_admin_asked_one'));
		await main(chloe)
			.getByRole('link', { name: w('cohort_admin_title') })
			.click();
		await expect(main(chloe).getByRole('row', { name: /Passage/ })).toContainText(
			w('cohort_admin_people_one'),
		);
		expect((await open(taker, `/cohorts/${cohort}`))?.status()).toBe(404);
		expect(faults.flat().filter((one) => !one.includes('404') && !one.includes('422'))).toEqual([]);
	});
}
