import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { violations } from '../axe.ts';
import { browserOf } from '../browser-of.ts';
import { answerAll, apply } from '../cast.ts';
import { test } from '../fixtures.ts';
import { listen } from '../main-job.ts';
import { visitor, type Visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

const PARTS = ['ethical-citizenship', 'technological-skills'] as const;
const NAMES = { fr: 'Piliers', en: 'Pillars' } as const;

/** Makes a person apply for the Pratique of a dimension, and an adviser accept it. */
async function recognised(person: Visitor, adviser: Visitor, dimension: string): Promise<void> {
	const application = await apply(
		person,
		`practice-${dimension}`,
		'Mes élèves ont comparé leurs façons de faire.',
	);
	expect((await person.send(`/applications/${application}`, '?/submit', {})).status).toBe(303);
	const answer = { decision: 'accept', level: 'intermediate', reason: 'Belle démarche, bien expliquée.' };
	expect((await adviser.send(`/review/${application}`, '?/decide', answer)).status).toBe(303);
}

for (const locale of ['fr', 'en'] as const satisfies readonly Locale[])
	test(`Piliers reached, then a part revoked, at 320 px, in ${locale}`, async ({ browser, service }) => {
		const w = (key: string, params?: Record<string, string | number>) => word(locale, key, params);
		const people = new Map<string, Visitor>();
		for (const name of ['ada', 'bruno', 'chloe']) {
			const one = visitor(service.origin);
			await one.signIn(name, service.passwords[name] ?? '');
			people.set(name, one);
		}
		const [ada, bruno, chloe] = [people.get('ada')!, people.get('bruno')!, people.get('chloe')!];
		await answerAll(ada);
		const context = await browserOf(browser, ada, locale, { viewport: { width: 320, height: 640 } });
		const page = await context.newPage();
		const faults = listen(page);
		const way = page.getByRole('article', { name: NAMES[locale], exact: true });
		const told = w('milestone_missing_one', { done: 1, asked: 2, missing: 1 });
		/** Opens the badges until the way to Piliers says this: what follows from an act comes within seconds. */
		const says = (sentence: string) =>
			expect
				.poll(async () => {
					await page.goto(`${service.origin}/badges`);
					return (await way.innerText()).replaceAll('\u00a0', ' ');
				})
				.toContain(sentence.replaceAll('\u00a0', ' '));
		const looks = async (name: string) => {
			for (const width of [320, 1366])
				for (const colorScheme of ['light', 'dark'] as const) {
					await page.setViewportSize({ width, height: 800 });
					await page.emulateMedia({ colorScheme });
					await page.screenshot({
						path: join('.screens', `${name}-${locale}-${width}-${colorScheme}.png`),
						fullPage: true,
					});
				}
			await page.setViewportSize({ width: 320, height: 640 });
		};
		// News follow an act a moment later.
		const tells = (news: string) =>
			expect(async () => {
				await page.goto(`${service.origin}/today`);
				await expect(page.getByRole('main')).toContainText(news, { timeout: 1_000 });
			}).toPass();
		const fits = async (one: Page) => {
			expect(await one.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
			expect(await violations(one)).toEqual([]);
		};

		await recognised(ada, bruno, PARTS[0]);
		await says(told);
		await fits(page);
		// The next act leads to what the missing part asks.
		await way.getByRole('link', { name: w('milestone_look', { badge: '' }).slice(0, 8) }).click();
		await expect(page).toHaveURL(new RegExp(`/recognition/practice-${PARTS[1]}$`));

		await recognised(ada, bruno, PARTS[1]);
		await says(w('milestone_held'));
		await fits(page);
		if (process.env['SCREENS']) await looks('milestone-held');
		await way.getByRole('link', { name: w('recognition_see_badge') }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAMES[locale]);
		const address = page.url();
		await expect(page.locator('#basis + ul li')).toHaveCount(2);
		await fits(page);
		if (process.env['SCREENS']) await looks('milestone-award');
		await tells(NAMES[locale]);

		await page.goto(`${service.origin}/badges`);
		const part = (await way.locator('a[href^="/b/"]').first().getAttribute('href')) ?? '';
		const reason = 'Remis à la mauvaise personne.';
		expect((await chloe.send(`${part}/revoke`, '?/revoke', { reason })).status).toBe(303);
		await says(told);
		await page.goto(address);
		await expect(page.getByRole('main')).toContainText(
			w('badge_revoked_title', { date: '|' }).split('|')[0]!.trim(),
		);
		await fits(page);
		if (process.env['SCREENS']) await looks('milestone-revoked');
		// The person is told of both: of the part, and of the milestone.
		await tells(w('today_told_revoked', { badge: NAMES[locale] }));
		expect(faults).toEqual([]);
		await context.close();
	});
