import { expect } from '@playwright/test';
import { AnsweringPerson } from '../answering-person.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

test('situations over three days: one at a time, seen again, done again, never changed', async ({
	browser,
	service,
}) => {
	for (const javaScriptEnabled of [true, false]) {
		const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled });
		ada.forgetSituations();
		await ada.signIn();
		await ada.main.getByRole('link', { name: word('fr', 'assessment_to_situations') }).click();
		const choose = async (letter: string) => {
			await ada.main.locator(`input[name="choice"][value="${letter}"]`).check();
			await ada.main.getByRole('button', { name: word('fr', 'situations_choose') }).click();
			await expect(ada.main).toContainText(word('fr', 'situations_not_again'));
		};

		// Day one.
		await ada.main.getByRole('link', { name: word('fr', 'situations_begin') }).click();
		await ada.page.waitForURL('**/situations/*');
		const first = ada.page.url();
		await choose('a');
		expect(await ada.main.locator('input[name="choice"]').count()).toBe(0);
		await ada.page.reload();
		await expect(ada.main).toContainText(word('fr', 'situations_not_again'));
		expect(ada.choices()).toEqual(['a']);

		// Day two: Ada does another situation, and the first one may be done again.
		ada.dayPasses();
		await ada.open('/situations');
		await ada.main.getByRole('link', { name: word('fr', 'situations_another') }).click();
		await ada.page.waitForURL('**/situations/*');
		expect(ada.page.url()).not.toBe(first);
		await choose('b');
		await ada.open('/situations');
		await expect(ada.main).toContainText(word('fr', 'situations_progress', { done: 2, total: 12 }));

		// Day three: the first situation again. The new choice counts, and the old one is kept.
		ada.dayPasses();
		await ada.page.goto(first);
		await ada.settled();
		await expect(ada.main).toContainText(word('fr', 'situations_may_again'));
		await ada.main.getByRole('link', { name: word('fr', 'situations_again') }).click();
		await choose('d');
		await expect(ada.main).toContainText(word('fr', 'situations_earlier'));
		expect(ada.choices().sort()).toEqual(['a', 'b', 'd']);
		await ada.open('/situations');
		await expect(ada.main).toContainText(word('fr', 'situations_progress', { done: 2, total: 12 }));
		expect(ada.faults).toEqual([]);
		await ada.context.close();
	}
});
