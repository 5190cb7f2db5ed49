import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import Driver from 'better-sqlite3';
import { browserOf } from '../browser-of.ts';
import { answerAll, importBadge, newAccount, newInstitution } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

test.describe.configure({ mode: 'parallel' });

const NAME = { fr: 'Robotique en classe', en: 'Robotics in class' };

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`a badge of the institution's own is imported, asked for, given and read by anybody, and stays there, in ${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
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
		newInstitution(service, 'pins', 'Cégep des Pins');
		const noe = await newAccount(service, 'noe', 'Noé des Pins', 'learner', {
			...{ audience: 'teacher', institution: 'pins' },
		});
		const sacha = await newAccount(service, 'sacha', 'Sacha des Pins', 'administrator', {
			institution: 'pins',
		});
		await importBadge(sacha, 'robotique', 'Robotique aux Pins');
		await answerAll(noe);

		// Chloé begins with the file of a common badge, on a phone. A fault is told with its place, and nothing is lost.
		const administrator = await signedIn('chloe');
		const chloe = await pageOf(administrator, 320);
		await open(chloe, '/institution');
		await main(chloe)
			.getByRole('link', { name: w('ownbadges_link') })
			.click();
		await expect(chloe).toHaveURL(`${service.origin}/institution/badges`);
		await expect(main(chloe)).toContainText(w('ownbadges_none'));
		const common = await administrator.get('/institution/badges/practice-collaboration.json');
		const file = JSON.parse(common.body) as { definition: { name: object } } & Record<string, unknown>;
		const definition = { ...file.definition, id: 'robotique', name: { fr: NAME.fr, en: ' ' } };
		const give = async (content: object) => {
			const buffer = Buffer.from(JSON.stringify(content));
			await chloe
				.getByLabel(w('ownbadges_file'), { exact: false })
				.setInputFiles({ name: 'robotique.json', mimeType: 'application/json', buffer });
			await chloe.getByRole('button', { name: w('ownbadges_check') }).click();
		};
		await give({ ...file, definition });
		await expect(main(chloe)).toContainText('definition.name.en');
		await expect(main(chloe)).toContainText(w('ownbadges_fault_empty'));
		await expect(chloe.getByLabel(w('ownbadges_content'))).toHaveValue(/robotique/);
		await expect(main(chloe)).toContainText(w('ownbadges_none'));

		// Put right, it is shown in both languages before anything is stored.
		const valid = { ...definition, version: 2, name: NAME, validMonths: 24 };
		await give({ ...file, definition: { ...valid, validMonths: 3 } });
		await expect(main(chloe)).toContainText(w('ownbadges_fault_at_least', { least: 6 }));
		await give({ ...file, definition: valid });
		await expect(main(chloe)).toContainText(w('ownbadges_preview_new', { version: 2, shown: 0 }));
		await expect(main(chloe)).toContainText(w('badge_validity_years', { years: 2 }));
		for (const language of ['fr', 'en'] as const) {
			const picture = main(chloe).getByRole('img', {
				name: word(language, 'ownbadges_alt', { name: NAME[language] }),
			});
			await expect(picture).toBeVisible();
			expect(await picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
		}
		expect(await chloe.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
		await expect(main(chloe)).toContainText(w('ownbadges_none'));
		await chloe.getByRole('button', { name: w('ownbadges_confirm') }).click();
		await expect(main(chloe)).toContainText(w('ownbadges_done_new', { name: NAME[locale] }));
		await expect(main(chloe)).toContainText(w('ownbadges_given_none'));
		// The same again is there already.
		await give({ ...file, definition: valid });
		await expect(main(chloe)).toContainText(w('ownbadges_preview_same', { version: 2 }));

		// Ada finds it among the badges, and applies for it.
		const ada = await signedIn('ada');
		await answerAll(ada);
		const learner = await pageOf(ada);
		await open(learner, '/recognition');
		const link = main(learner).locator('a[href$=".robotique"]').first();
		await expect(main(learner).locator('section[aria-labelledby="own"]')).toContainText(NAME[locale]);
		const own = ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? '';
		expect((await ada.send('/situations/collaboration', '?/choose', { choice: 'a' })).status).toBe(303);
		await open(learner, `/recognition/${own}`);
		await main(learner)
			.getByRole('button', { name: w('recognition_start') })
			.click();
		await expect(learner).toHaveURL(/\/applications\//);
		const application = new URL(learner.url()).pathname;
		const sent = await ada.send(application, '?/add', {
			...{ title: 'Un robot qui suit une ligne', link: 'https://exemple.test/robot' },
			reflection: 'Les élèves ont programmé à deux, puis ont comparé leurs essais.',
		});
		expect(sent.status).toBe(303);
		expect((await ada.send(application, '?/submit', {})).status).toBe(303);

		// Bruno accepts it; the badge is given at the version in place.
		const bruno = await signedIn('bruno');
		expect((await bruno.get('/review')).body).toContain(NAME.fr);
		const review = application.replace('applications', 'review');
		expect(
			(
				await bruno.send(review, '?/decide', {
					decision: 'accept',
					level: 'intermediate',
					reason: 'Belle démarche.',
				})
			).status,
		).toBe(303);
		const award = (await ada.get('/recognition')).body.match(/\/b\/([0-9a-hjkmnp-tv-z]{26})/)?.[1] ?? '';
		expect((await ada.send(`/b/${award}`, '?/publish', { visibility: 'public' })).status).toBe(303);

		// Anybody reads the badge, goes on to its criteria, and verifies it.
		const principal = await pageOf(visitor(service.origin));
		await open(principal, `/b/${award}`);
		await expect(principal.getByRole('heading', { level: 1 })).toContainText(NAME[locale]);
		await expect(main(principal).locator(`a[href="/badges/${own}.2"]`).first()).toHaveCount(1);
		const until = new Date();
		until.setUTCFullYear(until.getUTCFullYear() + 2);
		await expect(main(principal)).toContainText(w('badge_until'));
		await expect(main(principal)).toContainText(String(until.getUTCFullYear()));
		const signed = JSON.parse((await visitor(service.origin).get(`/b/${award}.json`)).body) as {
			validUntil?: string;
		};
		expect(signed.validUntil?.slice(0, 7)).toBe(until.toISOString().slice(0, 7));
		await open(learner, '/recognition');
		await expect(main(learner)).toContainText(w('badge_expiring_title', { date: '' }).replace(/\W+$/, ''));
		await open(principal, `/badges/${own}.2`);
		await expect(principal.getByRole('heading', { level: 1 })).toHaveText(NAME[locale]);
		await expect(main(principal)).toContainText(w('badge_validity_years', { years: 2 }));
		await open(principal, '/verify');
		await principal.getByText(w('verify_text_open')).click();
		await principal.getByLabel(w('verify_text')).fill(`${service.origin}/b/${award}`);
		await principal.getByRole('button', { name: w('verify_submit'), exact: true }).click();
		await expect(principal.locator('#result')).toBeVisible();
		await expect(main(principal).locator(`img[src^="/badges/${own}.2/"]`)).toBeVisible();

		// A later version leaves what was given as it was.
		const later = { fr: 'Robotique avancée', en: 'Advanced robotics' };
		await open(chloe, '/institution/badges');
		await expect(main(chloe)).toContainText(w('ownbadges_given_one'));
		await give({ ...file, definition: { ...definition, name: later } });
		await expect(main(chloe)).toContainText(w('ownbadges_preview_changed', { version: 3, shown: 2 }));
		await chloe.getByRole('button', { name: w('ownbadges_confirm') }).click();
		await expect(main(chloe)).toContainText(w('ownbadges_done_changed', { version: 3, name: later[locale] }));
		await open(principal, `/b/${award}`);
		await expect(principal.getByRole('heading', { level: 1 })).toContainText(NAME[locale]);
		await open(principal, `/badges/${own}`);
		await expect(principal.getByRole('heading', { level: 1 })).toHaveText(later[locale]);

		// Noé, of another institution, sees his own institution's and not this one, and cannot ask for it.
		const stranger = await pageOf(noe);
		await open(stranger, '/recognition');
		await expect(main(stranger)).toContainText('Robotique aux Pins');
		await expect(main(stranger)).not.toContainText(later[locale]);
		expect((await open(stranger, `/recognition/${own}`))?.status()).toBe(404);
		expect((await noe.post(`/recognition/${own}?/start`, { key: 'x'.repeat(26) })).status).toBe(404);

		// Taken out of the offer, it begins for nobody any more; what was given stays.
		await main(chloe)
			.getByRole('button', { name: w('ownbadges_withdraw') })
			.click();
		await expect(main(chloe)).toContainText(w('ownbadges_done_withdrawn'));
		const emile = await signedIn('emile');
		expect((await emile.get(`/recognition/${own}`)).status).toBe(404);
		await open(principal, `/b/${award}`);
		await expect(principal.getByRole('heading', { level: 1 })).toContainText(NAME[locale]);
		await main(chloe)
			.getByRole('button', { name: w('ownbadges_offer') })
			.click();
		await expect(main(chloe)).toContainText(w('ownbadges_done_offered'));
		expect((await emile.get(`/recognition/${own}`)).status).toBe(200);

		// Ten days before its end, Ada reads on its page that it may be asked for again, and does; after it, it is
		// expired, and not revoked.
		const endsIn = (days: number) => {
			const db = new Driver(join(String(service.env['DATA_DIR']), 'macaron.db'));
			const until = Date.now() + days * 86_400_000;
			db.prepare('update awards set valid_until = ? where id = ?').run(until, award);
			db.close();
		};
		endsIn(10);
		await open(learner, `/b/${award}`);
		await expect(main(learner)).toContainText(w('badge_expiring_about'));
		await open(principal, `/b/${award}`);
		await expect(main(principal)).not.toContainText(w('badge_expiring_about'));
		await main(learner)
			.getByRole('link', { name: w('badge_expiring_again') })
			.click();
		await expect(learner).toHaveURL(`${service.origin}/recognition/${own}`);
		await main(learner)
			.getByRole('button', { name: w('recognition_start_again') })
			.click();
		await expect(learner).toHaveURL(/\/applications\//);
		endsIn(-1);
		await open(learner, '/recognition');
		await expect(main(learner)).toContainText(w('badge_expired_since', { date: '' }).trim());
		await expect(main(learner)).not.toContainText(w('shell_status_revoked'));
		expect(faults.flat().filter((one) => !one.includes('404') && !one.includes('422'))).toEqual([]);
	});
}
