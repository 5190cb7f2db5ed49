import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const TABLE = `titre;organisme;adresse;durée;publics;dimensions
L’évaluation à l’ère de l’IA;École branchée;https://formation.example/ia;1 h 30;enseignant;1, 4`;

/** Matches a whole text, whatever its spaces: a name that the browser computes has no no-break space. */
const spaced = (text: string) =>
	new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+')}$`);

/** Matches a text anywhere, whatever its spaces. */
const spacedIn = (text: string) => new RegExp(spaced(text).source.slice(1, -1));

for (const locale of ['fr', 'en'] as const) {
	const w = (key: string, params = {}) => word(locale, key, params);

	test(`in ${locale}, on a phone without a script: a catalogue imported, an activity logged from it in three taps, looked back on, and its hours shared then withdrawn`, async ({
		browser,
		service,
	}) => {
		const [ada, bruno, anybody] = [1, 2, 3].map(() => visitor(service.origin));
		await ada!.signIn('ada', service.passwords['ada'] ?? '');
		await bruno!.signIn('bruno', service.passwords['bruno'] ?? '');

		// An adviser tries a table, corrects it, and imports it.
		const faulty = TABLE.replace('1, 4', '1, 44');
		const refused = await bruno!.send('/catalogue/edit/import', '?/check', { content: faulty });
		expect(refused.body).toContain('44');
		expect(refused.body).not.toContain(word('fr', 'catalogue_import_do'));
		const checked = await bruno!.send('/catalogue/edit/import', '?/check', { content: TABLE });
		expect(checked.body).toContain(word('fr', 'catalogue_import_do'));
		const imported = await bruno!.post('/catalogue/edit/import?/import', {
			...{ content: TABLE, key: `learning${locale}000000000000000` },
		});
		expect(imported.location).toBe('/catalogue/edit?done=imported');
		expect((await bruno!.get('/catalogue/edit/catalogue.csv')).body).toContain(
			'https://formation.example/ia',
		);

		const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, javaScriptEnabled: false };
		const context = await browserOf(browser, ada!, locale, phone);
		const page = await context.newPage();
		await page.goto(`${service.origin}/training`);
		let taps = 0;
		const tap = async (role: 'link' | 'button', name: string) => {
			taps += 1;
			await page
				.getByRole('main')
				.getByRole(role, { name: spaced(name) })
				.first()
				.tap();
		};
		await tap('link', w('catalogue_link'));
		await tap('link', w('catalogue_log_of', { title: 'L’évaluation à l’ère de l’IA' }));
		await tap('button', w('training_save'));
		expect(taps).toBe(3);
		await expect(page.getByRole('main')).toContainText(w('training_recorded'));

		await tap('link', w('looking_back_go'));
		const ask = (legend: string) => page.getByRole('group', { name: legend });
		await ask(w('looking_back_before')).getByText(w('assessment_scale_1'), { exact: true }).tap();
		await ask(w('looking_back_now')).getByText(w('assessment_scale_3'), { exact: true }).tap();
		await ask(w('looking_back_helped')).getByText(w('looking_back_yes'), { exact: true }).tap();
		await tap('button', w('looking_back_save'));
		const steps = { before: w('assessment_scale_1'), now: w('assessment_scale_3') };
		const perceived = w('training_perceived', steps);
		await expect(page.getByRole('main')).toContainText(perceived);

		await tap('link', w('hours_title'));
		await expect(page.getByRole('main')).toContainText('1 h 30');
		await tap('button', w('hours_share_do'));
		const link = (await page.locator('code').textContent()) ?? '';
		expect(link).toMatch(/\/hours\/[\w-]{43}$/);
		const path = new URL(link).pathname;
		const shared = await anybody!.get(path);
		expect(shared.status).toBe(200);
		expect(shared.headers.get('x-robots-tag')).toBe('noindex');
		expect(shared.body).not.toContain('formation.example');
		expect(shared.body).toContain('heures déclarées par la personne');
		await page.goto(`${service.origin}/training/hours`);
		await tap('button', w('hours_share_withdraw'));
		await expect(page.getByRole('main')).toContainText(w('hours_share_withdrawn'));
		expect((await anybody!.get(path)).status).toBe(404);
		await context.close();
	});
}

const LOG = `titre;date;durée;dimensions
Les licences libres;2026-11-18;1 h;2
Filmer en classe;2026-11-19;45;2`;

for (const locale of ['fr', 'en'] as const) {
	const w = (key: string, params = {}) => word(locale, key, params);

	test(`in ${locale}, on a phone without a script: one’s log from a table, corrected and imported once; and what a course platform sends`, async ({
		browser,
		service,
	}) => {
		const [ada, chloe] = [1, 2].map(() => visitor(service.origin));
		await ada!.signIn('ada', service.passwords['ada'] ?? '');
		await chloe!.signIn('chloe', service.passwords['chloe'] ?? '');
		const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, javaScriptEnabled: false };
		const context = await browserOf(browser, ada!, locale, phone);
		const page = await context.newPage();
		const main = page.getByRole('main');
		const check = async (table: string) => {
			await page.goto(`${service.origin}/training/import`);
			await page.getByLabel(w('imports_paste')).fill(table);
			await main.getByRole('button', { name: w('imports_check') }).tap();
		};
		const mine = LOG.replace('Filmer', `Filmer (${locale})`).replace('libres', `libres (${locale})`);
		await check(mine.replace('2026-11-19', 'hier'));
		await expect(main).toContainText(spacedIn(w('problem_training_date_unreadable')));
		await expect(main.getByRole('button', { name: w('imports_do') })).toHaveCount(0);
		await check(mine);
		await expect(main).toContainText(spacedIn(w('imports_added', { count: 2 })));
		const overflow = () => page.evaluate(() => document.documentElement.scrollWidth);
		expect(await overflow()).toBeLessThanOrEqual(320);
		await main.getByRole('button', { name: w('imports_do') }).tap();
		await expect(main).toContainText(w('imports_done'));
		await expect(main).toContainText(`Filmer (${locale})`);
		await check(mine);
		await expect(main).toContainText(spacedIn(w('imports_same', { count: 2 })));
		await expect(main.getByRole('button', { name: w('imports_do') })).toHaveCount(0);

		// An administrator makes a key; the platform sends what somebody completed; it is attached to Ada.
		const made = await chloe!.send('/institution/sources', '?/make', {
			...{ name: `Moodle (${locale})`, duration: '60', 'dimensions[]': ['collaboration'] },
		});
		const [, user = ''] = /: ([0-9a-z]{26})</.exec(made.body) ?? [];
		const [, password = ''] = /: ([\w-]{43})</.exec(made.body) ?? [];
		const send = (given: string) =>
			fetch(`${service.origin}/xapi/statements`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-experience-api-version': '1.0.3',
					authorization: `Basic ${Buffer.from(`${user}:${given}`).toString('base64')}`,
				},
				body: JSON.stringify({
					id: `00000000-0000-4000-8000-00000000000${locale === 'fr' ? 1 : 2}`,
					actor: { account: { homePage: 'https://campus.example', name: 'a.l' } },
					verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
					object: { id: 'urn:cours:1', definition: { name: { fr: `Cours (${locale})` } } },
				}),
			});
		expect((await send('x')).status).toBe(401);
		const answer = await send(password);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('x-experience-api-version')).toBe('1.0.3');
		expect(await answer.json()).toHaveLength(1);
		expect((await send(password)).status).toBe(200);
		const administrator = await browserOf(browser, chloe!, locale, phone);
		const seen = await administrator.newPage();
		await seen.goto(`${service.origin}/institution/sources/${user}`);
		await expect(seen.getByRole('main')).toContainText(`Cours (${locale})`);
		expect(await seen.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await seen.getByLabel(w('sources_person')).fill('ada');
		await seen.getByRole('button', { name: w('sources_attach') }).tap();
		await expect(seen.getByRole('main')).toContainText(spacedIn(w('sources_attached', { count: 1 })));
		await page.goto(`${service.origin}/training`);
		await expect(main).toContainText(`Cours (${locale})`);
		await expect(main).toContainText(w('training_received_from', { name: `Moodle (${locale})` }));
		await context.close();
		await administrator.close();
	});
}
