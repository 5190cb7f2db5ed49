import { expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

const ROSTER = 'Numéro;Nom;Prénom;Groupe;Courriel\n0012;Fortin;Léa;101;lea@exemple.ca\n0034;Caron;Tom;102;\n';

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`a class without e-mail joins a campaign with slips, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const faults: string[][] = [];
		const pageOf = async (who: Visitor) => {
			const viewport = { width: 320, height: 720 };
			const page = await (await browserOf(browser, who, locale, { javaScriptEnabled, viewport })).newPage();
			faults.push(listen(page));
			return page;
		};
		const main = (page: Page) => page.getByRole('main');
		const open = (page: Page, path: string) => page.goto(service.origin + path);
		const fits = async (page: Page) =>
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		/** Keeps a picture of a page on a phone and on a laptop, to look at. */
		const picture = async (page: Page, name: string) => {
			for (const width of [360, 1366]) {
				await page.setViewportSize({ width, height: 760 });
				await page.screenshot({ path: `.screens/campaign-${name}-${locale}-${width}.png`, fullPage: true });
			}
			await page.setViewportSize({ width: 320, height: 720 });
		};

		// Bruno makes a campaign for students, for two of them.
		const adviser = visitor(service.origin);
		await adviser.signIn('bruno', service.passwords['bruno'] ?? '');
		const bruno = await pageOf(adviser);
		await open(bruno, '/cohorts');
		await main(bruno).locator('input[name="name"]').fill('Session d’hiver');
		await main(bruno).getByLabel(w('identity_audience_student'), { exact: true }).check();
		await main(bruno).getByText(w('cohort_more_fields')).click();
		await main(bruno).getByLabel(w('cohort_most')).fill('2');
		await main(bruno).getByLabel(w('cohort_asks_express')).check();
		await fits(bruno);
		await picture(bruno, 'new');
		await main(bruno)
			.getByRole('button', { name: w('cohort_create') })
			.click();
		await expect(bruno).toHaveURL(/\/cohorts\/[0-9a-z]{26}$/);
		const cohort = bruno.url();
		await expect(main(bruno)).toContainText(w('cohort_places', { people: 0, most: 2 }));
		await fits(bruno);
		await picture(bruno, 'cohort');
		await main(bruno)
			.getByRole('link', { name: w('cohort_poster') })
			.click();
		await expect(main(bruno)).toContainText(`${service.origin}/join`);
		await fits(bruno);
		await picture(bruno, 'poster');

		// He tries a damaged list, then the one that he corrected.
		await bruno.goto(`${cohort}/roster`);
		const file = (text: string) => ({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
		const check = async (text: string) => {
			await main(bruno).getByLabel(w('roster_file')).setInputFiles(file(text));
			await main(bruno)
				.getByRole('button', { name: w('roster_check') })
				.click();
		};
		await check(`${ROSTER}2,03E+06;Roy;Odile;102;\n`);
		await expect(main(bruno)).toContainText(w('roster_row_number_scientific'));
		await expect(main(bruno).getByRole('button', { name: w('roster_import_do') })).toHaveCount(0);
		await picture(bruno, 'damaged');
		await check(ROSTER);
		await expect(main(bruno)).toContainText(w('roster_preview_added', { count: 2 }));
		await main(bruno)
			.getByRole('button', { name: w('roster_import_do') })
			.click();
		await expect(main(bruno)).toContainText(w('roster_imported'));
		await expect(main(bruno)).toContainText('Léa Fortin');
		await fits(bruno);
		await picture(bruno, 'roster');

		// Léa has her slip on paper; without an account, she makes one under the name of the list.
		await main(bruno)
			.getByRole('link', { name: w('roster_slips') })
			.click();
		const slip = main(bruno).getByRole('listitem').filter({ hasText: 'Léa Fortin' });
		const code = (await slip.innerText()).match(/[0-9A-Z]{6}-[0-9A-Z]{6}/)?.[0] ?? '';
		await fits(bruno);
		await picture(bruno, 'slips');
		const lea = await pageOf(visitor(service.origin));
		await open(lea, `/join?code=${code}`);
		await expect(lea).toHaveURL(`${service.origin}/slip?code=${code}`);
		await expect(main(lea)).toContainText('Léa Fortin');
		await fits(lea);
		await picture(lea, 'slip');
		await main(lea).locator('input[name="username"]').fill('lea.fortin');
		await main(lea).locator('input[name="password"]').fill('un canot sur le Saguenay');
		await main(lea)
			.getByRole('button', { name: w('identity_join_create') })
			.click();
		// She reads what would be shared before she shares it, and what is asked of her.
		await expect(main(lea)).toContainText(w('cohort_offer_title', { name: 'Session d’hiver' }));
		await expect(main(lea)).toContainText(w('cohort_offer_name'));
		await bruno.goto(cohort);
		await expect(main(bruno)).toContainText(w('cohort_shared_none'));
		await picture(lea, 'offer');
		await main(lea)
			.getByRole('button', { name: w('cohort_join') })
			.click();
		await expect(main(lea)).toContainText(w('cohort_joined'));
		await expect(
			main(lea)
				.getByRole('link', { name: w('cohort_asks_do_express') })
				.first(),
		).toBeVisible();
		await picture(lea, 'joined');

		const people = main(bruno).locator('section[aria-labelledby="people"]');
		await bruno.reload();
		await expect(people).toContainText('Léa Fortin');
		await bruno.goto(`${cohort}/roster`);
		await expect(main(bruno).getByRole('row').filter({ hasText: 'Léa Fortin' })).toContainText(
			w('cohort_progress_not_started'),
		);

		// She withdraws: her name is gone from the list at once, and the roster says nothing of her work.
		await main(lea)
			.getByText(w('cohort_leave_of', { name: 'Session d’hiver' }))
			.click();
		await main(lea)
			.getByRole('button', { name: w('cohort_leave_confirm') })
			.click();
		await expect(main(lea)).toContainText(w('cohort_left'));
		await bruno.reload();
		await expect(main(bruno).getByRole('row').filter({ hasText: 'Léa Fortin' })).toContainText(
			w('roster_state_came'),
		);
		await bruno.goto(cohort);
		await expect(main(bruno)).not.toContainText('Léa Fortin');
		// The slip worked once.
		await open(lea, `/slip?code=${code}`);
		await expect(main(lea)).toContainText(w('problem_cohort_slip_unknown'));
		expect(faults.flat()).toEqual([]);
	});
}
