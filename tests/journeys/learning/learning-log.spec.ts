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
