import { expect } from '@playwright/test';
import { AnsweringPerson } from './answering-person.ts';
import { violations } from './axe.ts';
import { test } from './fixtures.ts';
import { word } from './words.ts';

/** Answers the first dimensions without an account, and looks at the result. */
async function tryOut(visitor: AnsweringPerson, audience: string, values: readonly string[]) {
	await visitor.open('/');
	await visitor.main.getByRole('link', { name: word('fr', 'try_link'), exact: true }).click();
	await visitor.main.locator(`input[name="audience"][value="${audience}"]`).check();
	await visitor.main.getByRole('button', { name: word('fr', 'assessment_begin') }).click();
	for (const [at, value] of values.entries()) {
		await visitor.isAt(at + 1);
		await visitor.radio(0, value).check();
		await visitor.status('try_saved');
		await visitor.main.getByRole('button', { name: word('fr', 'try_continue') }).click();
	}
	await visitor.isAt(values.length + 1);
	await visitor.main.getByRole('link', { name: word('fr', 'try_overview') }).click();
	await expect(visitor.main.getByRole('img', { name: word('fr', 'try_wheel') })).toBeVisible();
}

/** The profile says that a trial was left, and leads where it is kept or not. */
const decide = (person: AnsweringPerson) =>
	person.main.getByRole('link', { name: word('fr', 'profile_trial_decide') }).click();

test('a trial, then kept: nothing leaves the browser before, nothing stays in it after', async ({
	browser,
	service,
}) => {
	const emile = await AnsweringPerson.at(browser, service, 'emile', {
		viewport: { width: 320, height: 640 },
	});
	emile.startAfresh();
	const sent: string[] = [];
	emile.page.on('request', (request) => {
		if (request.method() !== 'GET') sent.push(request.url());
	});
	await tryOut(emile, 'student', ['3', '1', 'not-applicable']);
	const rows = emile.main.locator('table tbody tr');
	await expect(rows).toHaveCount(12);
	await expect(rows.nth(0)).toContainText('Avancé');
	await expect(rows.nth(1)).toContainText('Débutant');
	expect(await violations(emile.page)).toEqual([]);
	expect(sent).toEqual([]);
	// It lasts, and goes back as far as it went.
	await emile.page.reload();
	await expect(emile.main.getByRole('img', { name: word('fr', 'try_wheel') })).toBeVisible();

	await emile.signIn('/profile');
	await decide(emile);
	await emile.main.getByRole('button', { name: word('fr', 'try_keep') }).click();
	await emile.status('try_kept');
	expect(emile.answers()).toMatchObject({
		'student-ethical-citizenship-2': { value: 3, revision: 1 },
		'student-technological-skills-2': { value: 1 },
		'student-learning-potential-2': { value: null },
	});
	expect(await emile.stored()).toEqual([]);
	expect(await violations(emile.page)).toEqual([]);
	// Asked once.
	await emile.open('/profile');
	await expect(emile.main.getByRole('link', { name: word('fr', 'profile_trial_decide') })).toBeHidden();
	expect(emile.faults).toEqual([]);
	await emile.context.close();
});

test('a trial, then refused: the account does not change, the browser is emptied', async ({
	browser,
	service,
}) => {
	const emile = await AnsweringPerson.at(browser, service, 'emile');
	const before = emile.answers();
	await tryOut(emile, 'student', ['0', '0']);
	await emile.signIn('/profile');
	await decide(emile);
	await emile.main.getByRole('button', { name: word('fr', 'try_refuse') }).click();
	await emile.status('try_refused');
	expect(emile.answers()).toEqual(before);
	expect(await emile.stored()).toEqual([]);
	await emile.context.close();
});

test('a trial against answers the account holds: those stay, until the person says otherwise', async ({
	browser,
	service,
}) => {
	const emile = await AnsweringPerson.at(browser, service, 'emile');
	const first = 'student-ethical-citizenship-2';
	emile.startAfresh();
	await emile.signIn('/assessment/ethical-citizenship');
	await emile.radio(0, '0').check();
	await emile.status('assessment_saved');
	await emile.context.clearCookies();
	await tryOut(emile, 'student', ['4', '2']);
	await emile.signIn('/profile');
	await decide(emile);
	await emile.main.getByRole('button', { name: word('fr', 'try_keep') }).click();
	await expect(emile.main).toContainText(word('fr', 'try_differing', { count: 1 }));
	await expect(emile.main).toContainText(word('fr', 'assessment_scale_4'));
	expect(emile.answers()[first]).toEqual({ value: 0, revision: 1 });
	expect(await emile.stored()).toEqual([]);
	await emile.main.getByRole('button', { name: word('fr', 'try_differing_replace') }).click();
	await emile.status('try_kept');
	expect(emile.answers()[first]).toEqual({ value: 4, revision: 2 });
	await emile.context.close();
});

test('a trial for another audience is refused in words; « Effacer » erases; no script is said', async ({
	browser,
	service,
}) => {
	const emile = await AnsweringPerson.at(browser, service, 'emile');
	await tryOut(emile, 'teacher', ['4']);
	await emile.signIn('/profile');
	await decide(emile);
	await emile.main.getByRole('button', { name: word('fr', 'try_keep') }).click();
	await expect(emile.main.getByRole('alert')).toContainText(
		word('fr', 'problem_assessment_trial_other_audience'),
	);
	await emile.open('/try');
	await emile.main.getByRole('button', { name: word('fr', 'try_erase') }).click();
	await expect(emile.main.getByRole('button', { name: word('fr', 'assessment_begin') })).toBeVisible();
	expect(await emile.stored()).toEqual([]);
	await emile.context.close();

	const plain = await AnsweringPerson.at(browser, service, 'emile', { javaScriptEnabled: false });
	await plain.open('/try');
	await expect(plain.main.locator('noscript p').last()).toHaveText(word('fr', 'try_script'));
	await expect(plain.main.getByRole('link', { name: word('fr', 'home_sign_in') })).toBeVisible();
	await expect(plain.main.getByRole('button', { name: word('fr', 'assessment_begin') })).toHaveCount(0);
	await plain.context.close();
});
