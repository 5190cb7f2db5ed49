import { expect, type Page } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { newOperator } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

const RIVE = 'Cégep de la Rive';

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`a second institution is made, entered, worked in and closed, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const faults: string[][] = [];
		const pageOf = async (who: ReturnType<typeof visitor>) => {
			const page = await (await browserOf(browser, who, locale, { javaScriptEnabled })).newPage();
			faults.push(listen(page));
			return page;
		};
		const main = (page: Page) => page.getByRole('main');
		const open = (page: Page, path: string) => page.goto(service.origin + path);
		const place = (page: Page) => page.locator('header .place');

		// The operator makes the institution and gets a link for whoever will administer it.
		const operator = await pageOf(await newOperator(service, 'fabien', 'Fabien'));
		await open(operator, '/today');
		await expect(operator).toHaveURL(`${service.origin}/operator`);
		await operator.getByLabel(w('identity_institution_name')).fill(RIVE);
		await operator.getByLabel(w('identity_slug')).fill('rive');
		await operator.getByLabel(w('identity_kind_cegep'), { exact: true }).check();
		await operator.getByRole('button', { name: w('operator_make') }).click();
		await expect(main(operator)).toContainText(w('operator_made', { name: RIVE }));
		const link = (await main(operator).locator('code').textContent()) ?? '';
		expect(link).toMatch(new RegExp(`^${service.origin}/join\\?code=`));
		await expect(main(operator).getByRole('link', { name: RIVE })).toBeVisible();

		// Its administrator enters by the link, and finds nobody of the other institution.
		const denise = await pageOf(visitor(service.origin));
		await denise.goto(link);
		await denise.getByLabel(w('identity_display_name')).fill('Denise Roy');
		await denise.getByLabel(w('identity_username')).fill('denise');
		await denise.locator('input[name="password"]').fill('trois canards sur le toit');
		await denise.getByRole('button', { name: w('identity_join_create') }).click();
		await expect(denise).toHaveURL(`${service.origin}/today`);
		await expect(place(denise)).toHaveCount(0);
		await open(denise, '/people');
		await expect(main(denise)).toContainText('Denise Roy');
		await expect(main(denise)).not.toContainText('Bruno');
		await open(denise, '/invitations');
		await denise.getByLabel(w('identity_role_adviser'), { exact: true }).check();
		await denise.getByLabel(w('admin_invite_uses')).fill('2');
		await denise.getByRole('button', { name: w('admin_invite_create') }).click();
		const code = (await main(denise).locator('code').last().textContent()) ?? '';

		// Bruno, who advises at the first, takes the same role here: he acts here at once, and the header says so.
		const signedIn = visitor(service.origin);
		await signedIn.signIn('bruno', service.passwords['bruno'] ?? '');
		const bruno = await pageOf(signedIn);
		await open(bruno, '/cohorts');
		await expect(place(bruno)).toHaveCount(0);
		const cohorts = main(bruno).locator('a[href^="/cohorts/"]');
		const cohort = (await cohorts.first().getAttribute('href')) ?? '';
		expect(cohort).toMatch(/^\/cohorts\/[0-9a-z]{26}$/);
		await open(bruno, `/join?code=${code}`);
		await bruno.getByRole('button', { name: w('identity_join_add') }).click();
		await expect(place(bruno)).toContainText(RIVE);
		await expect(main(bruno)).toContainText(w('account_belongs_here'));
		await open(bruno, '/cohorts');
		await expect(cohorts).toHaveCount(0);
		expect((await open(bruno, cohort))?.status()).toBe(404);
		await open(bruno, '/review');
		await expect(main(bruno)).not.toContainText('Ada');

		// He goes back to the first without signing out; nothing in the address says where he acts.
		await place(bruno).locator('summary').click();
		const others = place(bruno).getByRole('button');
		await expect(others).toHaveCount(1);
		const first = (await others.textContent())?.trim() ?? '';
		await others.click();
		await expect(bruno).toHaveURL(`${service.origin}/today`);
		await expect(place(bruno).locator('strong')).toHaveText(first);
		await open(bruno, '/cohorts');
		await expect(main(bruno).locator(`a[href="${cohort}"]`)).toHaveCount(1);

		// The operator closes it: it asks first. Nobody acts there, nor enters with a good code.
		await open(operator, '/operator/rive');
		await expect(main(operator)).not.toContainText('Denise');
		await operator.locator('summary', { hasText: w('operator_close') }).click();
		await operator.getByRole('button', { name: w('operator_close_confirm') }).click();
		await expect(main(operator)).toContainText(w('operator_was_closed'));
		expect((await open(denise, '/people'))?.status()).toBe(404);
		await open(bruno, '/today');
		await expect(place(bruno)).toHaveCount(0);
		const zoe = await pageOf(visitor(service.origin));
		await open(zoe, `/join?code=${code}`);
		await zoe.getByLabel(w('identity_display_name')).fill('Zoé');
		await zoe.getByLabel(w('identity_username')).fill('zoe');
		await zoe.locator('input[name="password"]').fill('trois canards sur le toit');
		await zoe.getByRole('button', { name: w('identity_join_create') }).click();
		await expect(main(zoe)).toContainText(w('problem_identity_institution_closed'));
		await operator.getByRole('button', { name: w('operator_reopen') }).click();
		await expect(main(operator)).toContainText(w('operator_was_reopened'));
		expect((await open(denise, '/people'))?.status()).toBe(200);
		// What failed in the browser, but for the pages that are not there.
		expect(faults.flat().filter((one) => !one.includes('404') && !one.includes('422'))).toEqual([]);
	});
}
