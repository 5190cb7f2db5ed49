import { expect } from '@playwright/test';
import { AnsweringPerson, DIMENSIONS } from '../answering-person.ts';
import { violations } from '../axe.ts';
import { LONG_REFLECTION, logTraining } from '../cast.ts';
import { test } from '../fixtures.ts';
import { keyboard } from '../hands.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const SMALL = { viewport: { width: 320, height: 640 } };

test('Express at 320 px, by touch', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', { ...SMALL, hasTouch: true, isMobile: true });
	ada.startAfresh();
	await ada.signIn();
	await ada.main.getByRole('button', { name: word('fr', 'assessment_begin') }).tap();
	for (const [at, slug] of DIMENSIONS.entries()) {
		await ada.isAt(at + 1);
		await ada.settled();
		// A screen reader hears the statement once, as a heading: it does not also name the group of choices.
		const statement = await ada.main.getByRole('heading', { level: 2 }).first().innerText();
		const more = ada.main.locator('summary').first();
		await more.tap();
		await expect(ada.main.locator('details[open] p')).toBeVisible();
		expect((await more.innerText()).trim()).toBe(word('fr', 'assessment_specify'));
		await expect(ada.main.getByRole('group', { name: statement })).toHaveCount(0);
		await ada.page.locator(`label[for="${await ada.radio(0, String(at % 5)).getAttribute('id')}"]`).tap();
		await ada.status('assessment_saved');
		if (at === 0) {
			await expect(ada.main).toContainText(word('fr', 'assessment_said_here'));
			await expect(ada.main).toContainText(word('fr', 'assessment_said_estimated'));
			const deeper = ada.main.getByRole('link', { name: word('fr', 'profile_dimension_deepen_two') });
			await expect(deeper).toHaveAttribute('href', `/profile/${slug}`);
		}
		expect(ada.answers()[`teacher-${slug}-2`]).toEqual({ value: at % 5, revision: 1 });
		const beyond = await ada.page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		expect(beyond).toBe(0);
		await ada.main.locator('button[name="continue"]').tap();
	}
	await ada.page.waitForURL('**/profile?done=answered');
	expect(ada.writes()).toHaveLength(12);
	expect(await ada.stored()).toEqual([]);
	expect(ada.faults).toEqual([]);
	await ada.context.close();
});

test('Express at 320 px, with the keyboard alone, and one announcement for a walk through the choices', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', SMALL);
	ada.startAfresh();
	await ada.signIn();
	// Three hours are logged already, so that the last answer gives a badge; the whole macaron is shown all
	// the same.
	const elsewhere = visitor(service.origin);
	await elsewhere.signIn('ada', service.passwords['ada'] ?? '');
	await logTraining(elsewhere, {
		...{ title: 'Créer avec les élèves', dimension: DIMENSIONS[11], hours: '3' },
		reflection: LONG_REFLECTION,
	});
	const hands = keyboard(ada.page);
	await hands.press(ada.main.getByRole('button', { name: word('fr', 'assessment_begin') }));
	for (let number = 1; number <= 12; number += 1) {
		await ada.isAt(number);
		await ada.settled();
		if (number === 1) {
			await hands.press(ada.main.locator('summary').first());
			await expect(ada.main.locator('details[open] p')).toBeVisible();
			await ada.page.clock.install();
			await ada.page.evaluate(() => {
				const said: string[] = [];
				Object.assign(window, { said });
				new MutationObserver(() => {
					const text = document.querySelector('main [role="status"]')?.textContent?.trim() ?? '';
					if (text && said.at(-1) !== text) said.push(text);
				}).observe(document.querySelector('main')!, { subtree: true, childList: true, characterData: true });
			});
		}
		// Go from the first choice down to the fourth. The first time, the page's clock stands still but for
		// a third of a second in the middle: to the page this is one walk, however slowly the keys arrive.
		if (number === 1) await ada.page.clock.pauseAt(Date.now() + 60_000);
		await hands.choose(ada.radio(0, '0'));
		if (number === 1) await ada.page.clock.runFor(300);
		await hands.choose(ada.radio(0, '3'));
		if (number === 1) {
			await ada.page.clock.resume();
			await ada.status('assessment_saved');
			expect(await ada.page.evaluate(() => (window as unknown as { said: string[] }).said)).toHaveLength(1);
			expect(ada.writes()).toHaveLength(1);
		}
		await hands.press(ada.main.locator('button[name="continue"]'));
	}
	await ada.page.waitForURL('**/profile?done=answered&awarded=*');
	await expect(ada.main).toContainText(word('fr', 'profile_done'));
	const [given] = word('fr', 'recognition_awarded', { name: '|' }).split('|');
	await expect(ada.main).toContainText(`${given}Exploration`);
	expect(Object.values(ada.answers()).map(({ value }) => value)).toEqual(Array(12).fill(3));
	expect(ada.faults).toEqual([]);
	await ada.context.close();
});

test('without a script: Complet, an empty form, two windows, and a session that ends', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled: false });
	ada.startAfresh();
	await ada.signIn();
	await ada.main.locator('input[name="mode"][value="complete"]').check();
	await ada.main.getByRole('button', { name: word('fr', 'assessment_begin') }).click();
	await ada.isAt(1);
	const go = () => ada.main.locator('button[name="continue"]').click();
	await go();
	await expect(ada.page.getByRole('alert')).toContainText(word('fr', 'problem_assessment_answer_missing'));
	for (const at of [0, 1, 2]) await ada.radio(at, '2').check();
	await go();
	await ada.isAt(2);
	await ada.main.getByRole('link', { name: /^Précédente/ }).click();
	await expect(ada.main).toContainText(word('fr', 'assessment_said_reached'));

	// Another tab changes an answer in the meantime: both answers are shown, and the person decides.
	const other = await ada.tab();
	await other.goto(ada.page.url());
	await ada.radio(0, '4', other).check();
	await other.locator('main button[name="continue"]').click();
	await ada.radio(0, '0').check();
	await go();
	await expect(ada.page.getByRole('alert')).toContainText(word('fr', 'problem_assessment_stale'));
	await expect(ada.page.getByRole('alert')).toContainText(word('fr', 'assessment_scale_4'));
	await expect(ada.page.getByRole('alert')).toContainText(word('fr', 'assessment_scale_0'));
	expect(ada.answers()['teacher-ethical-citizenship-1']).toEqual({ value: 4, revision: 2 });
	await go();
	expect(ada.answers()['teacher-ethical-citizenship-1']).toEqual({ value: 0, revision: 3 });

	// The session ends while three choices are being made.
	await ada.open('/assessment/communication');
	for (const [at, value] of ['1', '2', 'not-applicable'].entries()) await ada.radio(at, value).check();
	ada.expireSessions();
	await go();
	await expect(ada.page).toHaveURL(/\/sign-in\?next=%2Fassessment%2Fcommunication$/);
	const cookie = (await ada.context.cookies()).find(({ name }) => name === '__Host-choices');
	expect(cookie).toMatchObject({ httpOnly: true, secure: true });
	expect(cookie?.value).not.toContain('communication');
	await ada.fillSignIn();
	await ada.isAt(6);
	await expect(ada.main).toContainText(word('fr', 'assessment_found_title'));
	for (const [at, value] of ['1', '2', 'not-applicable'].entries())
		await expect(ada.radio(at, value)).toBeChecked();
	await go();
	expect(ada.answers()).toMatchObject({
		'teacher-communication-1': { value: 1 },
		'teacher-communication-2': { value: 2 },
		'teacher-communication-3': { value: null },
	});
	expect((await ada.context.cookies()).map(({ name }) => name)).not.toContain('__Host-choices');
	expect(service.output()).not.toContain('answer-');
	await ada.context.close();
});

test('choices kept for somebody are not shown to somebody else', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled: false });
	await ada.signIn('/assessment/communication');
	await ada.radio(0, '4').check();
	ada.expireSessions();
	await ada.main.locator('button[name="continue"]').click();
	await ada.fillSignIn('emile');
	await expect(ada.main).not.toContainText(word('fr', 'assessment_found_title'));
	expect(ada.answers('emile')['student-communication-2']?.value).not.toBe(4);
	await ada.context.close();
});

test('pages of the flow are sound for axe while something waits', async ({ browser, service }) => {
	for (const width of [320, 1280]) {
		const ada = await AnsweringPerson.at(browser, service, 'ada', { viewport: { width, height: 800 } });
		ada.startAfresh();
		await ada.signIn('/assessment/communication');
		await ada.context.setOffline(true);
		await ada.radio(0, '2').check();
		await ada.status('assessment_offline_one');
		expect(await violations(ada.page)).toEqual([]);
		await ada.context.close();
	}
});
