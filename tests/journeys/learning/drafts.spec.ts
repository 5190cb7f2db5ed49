import { expect, type Page } from '@playwright/test';
import { AnsweringPerson } from '../answering-person.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

const LONG =
	'Ce que j’ai compris : « l’accent » d’Émile\n\nsur trois lignes, avec 😀. Je le reprendrai avec mon groupe la semaine prochaine, puis nous comparerons ensemble ce que chaque personne en a retenu et pourquoi.';
const text = (page: Page, name: string) => page.locator(`textarea[name="${name}"]`);
const saved = (page: Page) =>
	expect(page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_saved') })).toBeVisible();

async function writeTraining(page: Page, title: string) {
	await page.locator('[name="title"]').fill(title);
	await page.locator('[name="hours"]').fill('2');
	await page.locator('[name="minutes"]').fill('15');
	await page.locator('[name="date"]').fill('2026-10-05');
	await page.locator('[name="kind"]').selectOption('reading');
	await page.locator('input[value="collaboration"]').check();
	await text(page, 'reflection').fill(LONG);
}

async function isWritten(page: Page, title: string) {
	await expect(page.locator('[name="title"]')).toHaveValue(title);
	await expect(page.locator('[name="hours"]')).toHaveValue('2');
	await expect(page.locator('[name="minutes"]')).toHaveValue('15');
	await expect(page.locator('[name="date"]')).toHaveValue('2026-10-05');
	await expect(page.locator('[name="kind"]')).toHaveValue('reading');
	await expect(page.locator('input[value="collaboration"]')).toBeChecked();
	await expect(page.locator('input[value="communication"]')).not.toBeChecked();
	await expect(text(page, 'reflection')).toHaveValue(LONG);
}

test('a session that ends while Ada writes loses nothing, without a script', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled: false });
	await ada.signIn('/training/new');
	// Done twice: with a complete form, then with one that lacks a title.
	for (const title of ['Atelier du RÉCIT', '']) {
		await ada.open('/training/new');
		await writeTraining(ada.page, title);
		ada.expireSessions();
		await ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
		await expect(ada.main).toContainText(word('fr', 'identity_ended_typed'));
		// Addresses are logged, so the address of the sign-in page must not contain what was typed.
		expect(ada.page.url()).toBe(`${service.origin}/sign-in?next=%2Ftraining%2Fnew`);

		// Somebody else signs in with the same browser, and sees nothing of what Ada typed.
		await ada.fillSignIn('emile');
		await expect(ada.page.locator('[name="title"]')).toHaveValue('');
		await expect(text(ada.page, 'reflection')).toHaveValue('');
		await ada.context.clearCookies({ name: '__Host-sid' });
		await ada.open('/training/new');
		await expect(ada.main).toContainText(word('fr', 'identity_ended_typed'));

		await ada.fillSignIn();
		await expect(ada.main).toContainText(word('fr', 'shell_draft_about'));
		await isWritten(ada.page, title);
	}
	await ada.page.locator('[name="title"]').fill('Atelier du RÉCIT');
	await ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
	await ada.page.waitForURL('**/recognition?awarded=*');
	await ada.open('/training');
	await expect(ada.main).toContainText('Atelier du RÉCIT');
	// Once the form was sent and accepted, no draft of it is left.
	await ada.open('/training/new');
	await expect(ada.main).not.toContainText(word('fr', 'shell_draft_about'));
	await expect(text(ada.page, 'reflection')).toHaveValue('');

	// Forms without a long text lose nothing either when the session ends; but a password is never carried
	// over.
	await ada.open('/account');
	await ada.page.locator('[name="displayName"]').fill('Ada L.');
	ada.expireSessions();
	await ada.main.getByRole('button', { name: word('fr', 'account_details_save') }).click();
	await ada.fillSignIn();
	await expect(ada.page.locator('[name="displayName"]')).toHaveValue('Ada L.');
	await ada.context.close();
});

test('a draft thrown away is gone', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	await ada.signIn('/training/new');
	await writeTraining(ada.page, 'À jeter');
	await saved(ada.page);
	await ada.page.reload();
	await isWritten(ada.page, 'À jeter');
	await ada.main
		.locator('summary')
		.filter({ hasText: word('fr', 'shell_draft_discard') })
		.click();
	await ada.main.getByRole('button', { name: word('fr', 'shell_draft_discard_confirm') }).click();
	await ada.settled();
	await expect(ada.page.locator('[name="title"]')).toHaveValue('');
	await ada.page.reload();
	await expect(ada.page.locator('[name="title"]')).toHaveValue('');
	expect(await ada.stored()).toEqual([]);
	expect(ada.faults).toEqual([]);
	await ada.context.close();
});

test('with a script: a closed tab, a cut line, an ended session', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	await ada.signIn('/training/new');
	await writeTraining(ada.page, 'En ligne');
	await saved(ada.page);
	expect(await ada.stored()).toEqual([]);

	// The connection is lost, and the tab is closed before the connection returns.
	await ada.context.setOffline(true);
	await ada.page.locator('[name="title"]').fill('Hors ligne');
	await expect(
		ada.page.getByRole('status').filter({ hasText: word('fr', 'shell_draft_device') }),
	).toBeVisible();
	expect(await ada.stored()).toHaveLength(1);
	// The browser stays offline until the page is closed: what Chromium sends for a closed page may arrive or
	// not.
	await ada.page.close();
	await ada.context.setOffline(false);
	ada.page = await ada.tab();
	await ada.open('/training/new');
	await isWritten(ada.page, 'Hors ligne');
	await saved(ada.page);
	expect(await ada.stored()).toEqual([]);

	// The session ends, and Ada sends the form before the page can tell her.
	ada.expireSessions();
	await ada.page.locator('[name="title"]').fill('Après la fin');
	await ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
	await expect(ada.main).toContainText(word('fr', 'identity_ended_typed'));
	await ada.fillSignIn();
	await isWritten(ada.page, 'Après la fin');
	await ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
	await ada.page.waitForURL('**/recognition?awarded=*');
	await ada.open('/training');
	await expect(ada.main).toContainText('Après la fin');
	await ada.open('/training/new');
	await expect(ada.page.locator('[name="title"]')).toHaveValue('');
	expect(await ada.stored()).toEqual([]);
	await ada.context.close();
});

test('two tabs: both versions are shown, and the person chooses', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	await ada.signIn('/training/new');
	const other = await ada.tab();
	await other.goto(`${service.origin}/training/new`);
	await ada.settled(other);
	await writeTraining(ada.page, 'Premier onglet');
	await saved(ada.page);
	await other.locator('[name="title"]').fill('Second onglet');
	const both = other.getByRole('alert').filter({ hasText: word('fr', 'shell_draft_two_about') });
	await expect(both).toBeVisible();
	await expect(other.locator('#title-beside')).toContainText('Premier onglet');
	await expect(other.locator('#reflection-beside')).toContainText('Ce que j’ai compris');
	await expect(other.locator('#kind-beside')).toBeVisible();
	await expect(other.locator('[name="title"]')).toHaveValue('Second onglet');
	await expect(other.locator('[name="title"]')).toHaveAttribute('aria-describedby', /title-beside/);
	await both.getByRole('button', { name: word('fr', 'shell_draft_two_there') }).click();
	await isWritten(other, 'Premier onglet');
	await expect(both).toBeHidden();
	await saved(other);

	// In the first tab Ada goes on writing from an older version of the draft, is shown both, and keeps this
	// one.
	await ada.page.locator('[name="title"]').fill('Premier onglet, suite');
	const mine = ada.page.getByRole('alert').filter({ hasText: word('fr', 'shell_draft_two_about') });
	await expect(mine).toBeVisible();
	await mine.getByRole('button', { name: word('fr', 'shell_draft_two_here') }).click();
	await saved(ada.page);
	await ada.page.reload();
	await isWritten(ada.page, 'Premier onglet, suite');
	expect(ada.faults.filter((fault) => !fault.includes('409'))).toEqual([]);
	await ada.context.close();
});

test('somebody else signed in meanwhile: nothing of Ada’s becomes theirs', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled: false });
	await ada.signIn('/training/new');
	await writeTraining(ada.page, 'Texte d’Ada');
	const other = await ada.tab();
	await ada.context.clearCookies();
	await other.goto(`${service.origin}/sign-in?next=/training`);
	await other.locator('[name="identifier"]').fill('emile');
	await other.locator('[name="password"]').fill(service.passwords['emile'] ?? '');
	await other.locator('form[action="/sign-in"] button').click();
	await other.waitForURL('**/training');
	await ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true }).click();
	await expect(ada.main.getByRole('alert')).toContainText(word('fr', 'problem_drafts_other_person'));
	await isWritten(ada.page, 'Texte d’Ada');
	await other.reload();
	await expect(other.getByRole('main')).not.toContainText('Texte d’Ada');
	await ada.context.close();
});
