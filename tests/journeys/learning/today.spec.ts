import { expect } from '@playwright/test';
import { LONG_REFLECTION, answerAll, apply } from '../cast.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { type Locale, word } from '../words.ts';

const REASON = 'Il manque un exemple de ce que les élèves ont produit.';
const BADGE = 'practice-communication';

for (const [locale, javaScriptEnabled] of [
	['fr', false],
	['en', true],
] as const satisfies readonly (readonly [Locale, boolean])[]) {
	test(`sent back: said in the menu of every page, then where one lands, then no more; in ${locale}`, async ({
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
		ada.setCookie('lang', locale);
		const id = await apply(ada, BADGE, 'Mes élèves ont écrit à une classe d’ailleurs.');
		await ada.send(`/applications/${id}`, '?/submit', {});
		// An older application waits too: Bruno puts it aside, so it is not offered to him after this
		// decision.
		const [oldest] = (await bruno.get('/review')).body.match(/\/review\/[0-9a-z]{26}/) ?? [];
		expect((await bruno.get(oldest ?? '')).body).toContain(word('fr', 'decisions_pass'));
		const answer = await bruno.send(`/review/${id}`, '?/decide', { decision: 'return', reason: REASON });
		const offered = (await bruno.get(answer.location)).body;
		expect(offered).toContain(word('fr', 'decisions_following_last'));
		// Ada is told of the decision a moment after it, so the test waits for it.
		const newHere = word(locale, 'shell_new_one');
		await expect.poll(async () => (await ada.get('/training')).body, { timeout: 30_000 }).toContain(newHere);

		const context = await browser.newContext({
			...{ javaScriptEnabled, viewport: { width: 390, height: 844 } },
		});
		const page = await context.newPage();
		const main = page.getByRole('main');
		await page.goto(`${service.origin}/sign-in?lang=${locale}`);
		await page.getByLabel(word(locale, 'identity_identifier')).fill('ada');
		await main
			.getByLabel(word(locale, 'identity_password'), { exact: true })
			.fill(service.passwords['ada'] ?? '');
		await main.getByRole('button', { name: word(locale, 'identity_sign_in') }).click();

		await page.waitForURL('**/today');
		await expect(main).toContainText(word(locale, 'today_new_one'));
		// The next thing to do is visible on a phone without scrolling, and is shown only once.
		const act = main.getByRole('link', { name: word(locale, 'today_next_returned_do') });
		await expect(act).toBeInViewport();
		await expect(main.getByText(word(locale, 'today_new'), { exact: true })).toHaveCount(1);
		await act.click();
		await expect(main).toContainText(REASON);
		await expect(page.getByRole('banner')).not.toContainText(newHere);
		await page.goto(`${service.origin}/today`);
		await expect(main).toContainText(word(locale, 'today_nothing_new'));
		// The application was not sent again yet, so the next thing to do is still shown.
		await expect(act).toBeVisible();

		// The home page leads to « Aujourd’hui » too, whoever is signed in.
		for (const [person, told] of [
			[ada, locale],
			[bruno, 'fr'],
		] as const)
			expect((await person.get('/')).body.replaceAll(/<!--.*?-->/g, '')).toMatch(
				new RegExp(`href="/today"[^>]*>\\s*${word(told, 'home_today')}`),
			);

		// Bruno finds his past decisions again, and each decision leads to the next application.
		const decisions = await bruno.get('/review/decisions?state=returned');
		expect(decisions.body).toContain(`/review/${id}`);
		expect((await bruno.get('/review/decisions?state=accepted')).body).not.toContain(`/review/${id}`);
		expect((await bruno.get('/today')).body).toContain('/review/decisions?state=returned');

		// Actions that cannot be undone take two steps: the first press unfolds what will be lost, the second
		// one does it.
		const training = (await ada.get('/training')).body.match(/\/training\/[0-9a-hjkmnp-tv-z]{26}/)?.[0];
		for (const [path, confirm, done] of [
			[`/applications/${id}`, 'recognition_withdraw_confirm', 'recognition_withdrawn_notice'],
			[String(training), 'training_remove_confirm', 'training_removed'],
			['/cohorts/join', 'cohort_leave_confirm', 'cohort_left'],
		] as const) {
			await page.goto(`${service.origin}${path}`);
			const act = main.getByRole('button', { name: word(locale, confirm) });
			await expect(act).toBeHidden();
			await main.locator('summary').last().click();
			await act.click();
			await expect(main).toContainText(word(locale, done));
		}
		await context.close();
	});
}

test('opened from elsewhere, a badge is read: the count goes before « Aujourd’hui » is seen', async ({
	service,
}) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	const logged = await ada.send('/training/new', '?/record', {
		...{ title: 'Planifier à plusieurs', hours: '3', minutes: '0', kind: 'course' },
		...{ 'dimensions[]': ['learning-potential'], reflection: LONG_REFLECTION },
	});
	await ada.send('/assessment/learning-potential', '?/answer', { 'answer-0': '2', continue: 'yes' });
	expect(logged.status).toBe(303);
	const newHere = word('fr', 'shell_new_one');
	await expect.poll(async () => (await ada.get('/training')).body, { timeout: 30_000 }).toContain(newHere);
	const award = (await ada.get('/recognition')).body.match(/\/b\/([0-9a-hjkmnp-tv-z]{26})/)?.[0];
	expect((await ada.get(String(award))).body).not.toContain(newHere);
	expect((await ada.get('/training')).body).not.toContain(newHere);
});
