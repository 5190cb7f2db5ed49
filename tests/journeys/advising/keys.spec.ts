import { expect, type Page } from '@playwright/test';
import { AnsweringPerson, DIMENSIONS } from '../answering-person.ts';
import { answerAll, apply, newAccount } from '../cast.ts';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const HOW_MANY = 30;
const said = (key: string, params?: Record<string, string>) => word('fr', key, params);
const checked = (page: Page) =>
	page
		.locator('input[type="radio"]:checked')
		.evaluateAll((all) =>
			all.map((one) => `${(one as HTMLInputElement).name} ${(one as HTMLInputElement).value}`),
		);

test('thirty applications are answered with the keyboard alone; a session that ends in the middle loses nothing', async ({
	browser,
	service,
}) => {
	test.setTimeout(600_000);
	const ids: string[] = [];
	for (const n of [1, 2, 3]) {
		const person = await newAccount(service, `personne-${n}`, `Personne ${n}`, 'learner', {
			audience: 'teacher',
		});
		await answerAll(person, '2');
		for (const dimension of DIMENSIONS.slice(0, HOW_MANY / 3)) {
			const id = await apply(person, `practice-${dimension}`, `Ce que j’ai fait en ${dimension}.`);
			await person.send(`/applications/${id}`, '?/submit', {});
			ids.push(id);
		}
	}
	expect(ids).toHaveLength(HOW_MANY);

	const bruno = await AnsweringPerson.at(browser, service, 'bruno');
	const { page } = bruno;
	const { keyboard } = page;
	await bruno.signIn(`/review/${ids[0]}`);
	const title = page.getByRole('heading', { level: 1 });
	const reason = page.locator('[name="reason"]');
	let presses = 0;
	const press = async (...keys: string[]) => {
		for (const key of keys) await keyboard.press(key);
		presses += keys.length;
	};
	/** Marks the piece, decides and writes the word, by keys; nothing is sent yet. */
	const judge = async (n: number) => {
		expect(await checked(page), `nothing is chosen beforehand, ${n}`).toEqual([]);
		await press('j', '1');
		if (n % 3 === 0) await press('a', '5', 'm');
		else await press(n % 3 === 1 ? 'c' : 'r', 'm');
		await keyboard.insertText(`Ce que j’ai vu dans la demande ${n}.`);
	};
	for (let n = 0; n < HOW_MANY; n += 1) {
		await expect(page).toHaveURL(new RegExp(`/review/${ids[n]}$`));
		await expect(page.locator('html')).toHaveAttribute('data-keys-on');
		await expect(title).toContainText('Personne');
		await judge(n);
		const chosen = await checked(page);
		expect(chosen).toContain('pieceMark0 met');
		if (n === 14) {
			// The session ends while the adviser writes: what was typed and chosen is back after signing in.
			bruno.expireSessions();
			await press('Control+Enter');
			await expect(bruno.main).toContainText(said('identity_ended_typed'));
			await bruno.fillSignIn();
			await expect(reason).toHaveValue(`Ce que j’ai vu dans la demande ${n}.`);
			expect(await checked(page)).toEqual(chosen);
			await expect(page.locator('html')).toHaveAttribute('data-keys-on');
		}
		await press('Control+Enter');
		const done = page.getByRole('status').filter({ hasText: /./ }).first();
		await expect(done).toContainText(
			said(`recognition_decided_${['accept', 'return', 'refuse'][n % 3] ?? ''}`),
		);
		if (n < HOW_MANY - 1) await press('n');
	}
	expect(presses / HOW_MANY).toBeLessThan(9);
	await expect(bruno.main).toContainText(said('decisions_following_last'));
	for (const state of ['accepted', 'returned', 'refused']) {
		const { body } = await (async () => {
			const adviser = visitor(service.origin);
			await adviser.signIn('bruno', service.passwords['bruno'] ?? '');
			return adviser.get(`/review/decisions?state=${state}`);
		})();
		expect(
			ids.filter((id) => body.includes(id)),
			state,
		).toHaveLength(HOW_MANY / 3);
	}
	expect(bruno.faults).toEqual([]);
	await bruno.context.close();
});

test('keys pressed alone are listed, are not heard in a text, and stay off once they are switched off', async ({
	browser,
	service,
}) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	await answerAll(ada, '2');
	const id = await apply(ada, 'practice-communication', 'Mes élèves ont écrit.');
	await ada.send(`/applications/${id}`, '?/submit', {});
	const bruno = await AnsweringPerson.at(browser, service, 'bruno');
	const { page } = bruno;
	await bruno.signIn(`/review/${id}`);
	await expect(page.locator('html')).toHaveAttribute('data-keys-on');
	const accept = page.locator('[name="decision"][value="accept"]');
	await expect(accept).toHaveAttribute('aria-keyshortcuts', 'a');
	await page.keyboard.press('m');
	await page.keyboard.type('acr 123');
	await expect(page.locator('[name="reason"]')).toHaveValue('acr 123');
	expect(await checked(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await page.keyboard.press('?');
	await expect(page.getByText(said('keys_review_move'), { exact: true })).toBeVisible();
	await page.getByLabel(said('keys_on')).uncheck();
	await expect(accept).not.toHaveAttribute('aria-keyshortcuts');
	await page.reload();
	await expect(page.getByText(said('keys_title'))).toBeVisible();
	await page.keyboard.press('a');
	await expect(accept).not.toBeChecked();
	await page.getByText(said('keys_title')).click();
	await page.getByLabel(said('keys_on')).check();
	await page.getByRole('heading', { level: 1 }).click();
	await page.keyboard.press('a');
	await expect(accept).toBeChecked();
	await bruno.context.close();
});
