import { expect } from '@playwright/test';
import { browserOf } from '../browser-of.ts';
import { answerAll, apply } from '../cast.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const REASON = 'Bravo, la démarche est claire.';

for (const javaScriptEnabled of [false, true])
	test(`an application sent again is not decided from a page that showed the earlier one; script: ${javaScriptEnabled}`, async ({
		browser,
		service,
	}) => {
		const signedIn = async (name: string) => {
			const person = visitor(service.origin);
			await person.signIn(name, service.passwords[name] ?? '');
			return person;
		};
		const [ada, bruno] = [await signedIn('ada'), await signedIn('bruno')];
		await answerAll(ada, '2');
		const id = await apply(ada, 'practice-communication', 'Mes élèves ont écrit à une classe d’ailleurs.');
		await ada.send(`/applications/${id}`, '?/submit', {});

		const context = await browserOf(browser, bruno, 'fr', { javaScriptEnabled });
		const page = await context.newPage();
		const main = page.getByRole('main');
		const accept = page.locator('input[name="decision"][value="accept"]');
		const level = page.locator('input[name="level"][value="intermediate"]');
		const reason = page.locator('[name="reason"]');
		await page.goto(`${service.origin}/review/${id}`);
		await accept.check();
		await level.check();
		await reason.fill(REASON);
		if (javaScriptEnabled)
			await expect(page.getByRole('status')).toContainText(word('fr', 'shell_draft_saved'));

		// Sent back from elsewhere, without the draft of this form; then changed, and sent again.
		const { fields } = await bruno.form(`/review/${id}`, '?/decide');
		const back = {
			decision: 'return',
			reason: 'Précisez ce que vous avez fait.',
			shown: fields['shown'] ?? '',
		};
		const key = fields['key'] ?? '';
		expect((await bruno.post(`/review/${id}?/decide`, { ...back, key })).status).toBe(303);
		const other = {
			title: 'Une tout autre trace',
			link: 'https://exemple.test/autre',
			reflection: 'Après coup.',
		};
		await ada.send(`/applications/${id}`, '?/add', other);
		expect((await ada.send(`/applications/${id}`, '?/submit', {})).status).toBe(303);

		if (javaScriptEnabled) {
			// The draft was about what was sent first: its text comes back, its choice does not.
			const tab = await context.newPage();
			await tab.goto(`${service.origin}/review/${id}`);
			await expect(tab.locator('[name="reason"]')).toHaveValue(REASON);
			await expect(tab.locator(':is([name="decision"], [name="level"]):checked')).toHaveCount(0);
			await tab.close();
		}

		await expect(main).not.toContainText(other.title);
		const decide = main.getByRole('button', { name: word('fr', 'recognition_decide'), exact: true });
		await decide.click();
		await expect(page.getByRole('alert')).toContainText(word('fr', 'problem_recognition_sent_again'));
		await expect(main).toContainText(other.title);
		await expect(reason).toHaveValue(REASON);
		await expect(page.locator(':is([name="decision"], [name="level"]):checked')).toHaveCount(0);
		expect((await ada.get('/recognition')).body).not.toMatch(/\/b\/[0-9a-z]{26}/);

		// Read again, it can be decided.
		await accept.check();
		await level.check();
		await decide.click();
		await expect(main).toContainText(word('fr', 'recognition_decided_accept'));
		await context.close();
	});
