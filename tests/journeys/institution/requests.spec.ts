import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { browserOf } from '../browser-of.ts';
import { newAccount, newInstitution } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import type { Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`two administrators answer for somebody absent, who may say no, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
		browser,
		service,
	}) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const slug = `saules-${locale}`;
		newInstitution(service, slug, `Cégep des Saules ${locale}`);
		const account = (username: string, name: string, role: string, more = {}) =>
			newAccount(service, `${username}-${locale}`, name, role, { institution: slug, ...more });
		const faults: string[][] = [];
		const pageOf = async (who: Visitor, width = 1280) => {
			const viewport = { width, height: 720 };
			const page = await (await browserOf(browser, who, locale, { javaScriptEnabled, viewport })).newPage();
			faults.push(listen(page));
			return page;
		};
		const main = (page: Page) => page.getByRole('main');
		const open = (page: Page, path: string) => page.goto(service.origin + path);
		const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).click();

		const odile = await pageOf(await account('odile-r', 'Odile Gagnon', 'administrator'), 320);
		const noe = await pageOf(await account('noe-r', 'Noé Roy', 'learner', { audience: 'teacher' }));

		// Alone, Odile is told that it takes two people, and where to invite another.
		await open(odile, '/people');
		await main(odile).getByRole('link', { name: 'Noé Roy' }).click();
		await main(odile)
			.getByRole('link', { name: w('requests_ask_access') })
			.click();
		await expect(main(odile)).toContainText(w('requests_alone'));
		const requests = new URL(odile.url()).pathname;
		const hugo = await pageOf(await account('hugo-r', 'Hugo Pelletier', 'administrator'));

		// What is missing is said beside each field; then the request waits for another administrator.
		await open(odile, requests);
		await press(odile, w('requests_ask_do'));
		await expect(main(odile)).toContainText(w('problem_privacy_request_kind_missing'));
		await expect(main(odile)).toContainText(w('problem_privacy_request_reason_missing'));
		await main(odile).getByLabel(w('requests_kind_erasure')).check();
		await main(odile).getByLabel(w('requests_reason_ask')).fill('Lettre signée, comparée au dossier.');
		await press(odile, w('requests_ask_do'));
		await expect(main(odile)).toContainText(w('requests_done_asked'));
		await expect(main(odile)).not.toContainText(w('requests_confirm_erasure', { days: 7 }));
		expect(await odile.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

		// Noé learns it at once, and Hugo finds it in what he has to do.
		await open(noe, '/today');
		const institution = `Cégep des Saules ${locale}`;
		await expect(main(noe)).toContainText(w('requests_today_erasure', { institution }));
		await open(hugo, '/today');
		await expect(main(hugo)).toContainText(w('requests_matter_one', { name: 'Noé Roy' }));
		await main(hugo)
			.getByRole('link', { name: w('requests_matter_do') })
			.click();
		await expect(main(hugo)).toContainText('Lettre signée, comparée au dossier.');
		await main(hugo).getByText(w('requests_confirm'), { exact: true }).click();
		await expect(main(hugo)).toContainText(w('requests_confirm_erasure_all', { days: 7, name: 'Noé Roy' }));
		await press(hugo, w('requests_confirm_erasure', { days: 7 }));
		await expect(main(hugo)).toContainText(w('requests_done_confirmed'));

		// Noé says no: nothing is erased, and the administrators read it.
		await open(noe, '/today');
		await expect(main(noe)).toContainText(w('requests_today_erasure_confirmed', { institution }));
		await main(noe)
			.getByRole('link', { name: w('requests_today_link') })
			.click();
		await main(noe).getByText(w('requests_object'), { exact: true }).click();
		await press(noe, w('requests_object_confirm'));
		await expect(main(noe)).toContainText(w('requests_objected'));
		await open(odile, requests);
		await expect(main(odile)).toContainText(w('requests_state_objected'));
		await expect(main(odile).getByText(w('requests_withdraw'), { exact: true })).toHaveCount(0);

		// A copy is asked, confirmed and downloaded; each download is in Noé's journal and in the institution's.
		await main(odile).getByLabel(w('requests_kind_access')).check();
		await main(odile)
			.getByLabel(w('requests_reason_ask'))
			.fill('Venue en personne avec une pièce d’identité.');
		await press(odile, w('requests_ask_do'));
		await open(hugo, requests);
		await main(hugo).getByText(w('requests_confirm'), { exact: true }).click();
		await press(hugo, w('requests_confirm_access'));
		const downloading = hugo.waitForEvent('download');
		await main(hugo)
			.getByRole('link', { name: w('requests_download') })
			.click();
		const zip = unzipSync(readFileSync(await (await downloading).path()));
		expect(strFromU8(zip['account.json']!)).toContain('Noé Roy');
		await open(noe, '/account');
		await expect(main(noe)).toContainText(w('account_journal_access_downloaded'));
		await open(odile, '/journal?what=requests');
		await expect(main(odile)).toContainText(
			w('journal_access_downloaded', { by: 'Hugo Pelletier', about: 'Noé Roy' }),
		);
		// The one form that was refused, on purpose.
		expect(faults.flat().filter((fault) => !fault.includes('status of 422'))).toEqual([]);
	});
}
