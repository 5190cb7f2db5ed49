import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { AnsweringPerson } from '../answering-person.ts';
import { violations } from '../axe.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

/** Answers the first statements of a trial without an account, and opens its result. */
async function tryOut(visitor: AnsweringPerson, audience: string, values: readonly string[]) {
	await visitor.open('/');
	// Without an account, the main button of the home page opens the trial.
	await visitor.main.getByRole('link', { name: word('fr', 'home_start'), exact: true }).click();
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
	await expect(visitor.main.getByRole('figure', { name: word('fr', 'try_wheel') })).toBeVisible();
}

/** From the profile, follows the link of an unfinished trial to the page where it is kept or discarded. */
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
	// The result is whole: strengths, next steps, and a way to keep it without an account.
	const under = (heading: string) =>
		emile.main.locator('section', { has: emile.page.getByRole('heading', { name: heading, exact: true }) });
	await expect(under(word('fr', 'profile_strengths')).getByRole('listitem')).toHaveText([/Avancé/]);
	const toDo = under(word('fr', 'profile_work')).getByRole('listitem');
	await expect(toDo).toHaveText([/^\s*2\.[^]*\(Débutant\)\s*\S+ \S+/]);
	await expect(emile.main.getByRole('button', { name: word('fr', 'try_print') })).toBeVisible();
	await emile.page.emulateMedia({ media: 'print' });
	await expect(toDo).toBeVisible();
	await expect(emile.main.getByText(word('fr', 'try_erase'), { exact: true })).toBeHidden();
	await emile.page.emulateMedia({ media: 'screen' });
	expect(await violations(emile.page)).toEqual([]);
	expect(sent).toEqual([]);
	// The PDF is the one exception, at their request: a file, and the page stays.
	const saving = emile.page.waitForEvent('download');
	await emile.main.getByRole('button', { name: word('fr', 'try_pdf') }).click();
	const file = await saving;
	expect(file.suggestedFilename()).toMatch(/^essai-\d{4}-\d{2}-\d{2}\.pdf$/);
	expect(
		readFileSync(await file.path())
			.subarray(0, 5)
			.toString(),
	).toBe('%PDF-');
	expect(sent.splice(0)).toEqual([`${service.origin}/try/result.pdf`]);
	await expect(emile.main.getByRole('figure', { name: word('fr', 'try_wheel') })).toBeVisible();
	// The result survives a reload.
	await emile.page.reload();
	await expect(emile.main.getByRole('figure', { name: word('fr', 'try_wheel') })).toBeVisible();

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
	// The question is asked only once.
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
	// Folded: nothing is erased in one press.
	const erase = emile.main.getByRole('button', { name: word('fr', 'try_erase_confirm') });
	await expect(erase).toBeHidden();
	await emile.main.getByText(word('fr', 'try_refuse'), { exact: true }).click();
	await erase.click();
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
	// Erasing is irreversible, so it asks for confirmation and comes last.
	await expect(emile.main.getByRole('button', { name: word('fr', 'try_erase_confirm') })).toBeHidden();
	await emile.main.getByText(word('fr', 'try_erase'), { exact: true }).click();
	await emile.main.getByRole('button', { name: word('fr', 'try_erase_confirm') }).click();
	await expect(emile.main.getByRole('button', { name: word('fr', 'assessment_begin') })).toBeVisible();
	expect(await emile.stored()).toEqual([]);
	await emile.context.close();

	const plain = await AnsweringPerson.at(browser, service, 'emile', { javaScriptEnabled: false });
	await plain.open('/try');
	await expect(plain.main.locator('noscript p').last()).toHaveText(word('fr', 'try_script'));
	await expect(plain.main.getByRole('link', { name: word('fr', 'home_sign_in') })).toBeVisible();
	await expect(plain.main.getByRole('button', { name: word('fr', 'assessment_begin') })).toHaveCount(0);
	// The page of a dimension leads a stranger to the trial, and somebody with an account to its statements.
	await plain.open('/framework/crcn-2025/communication');
	const place = plain.main.getByRole('link', { name: word('fr', 'home_start') });
	await expect(place).toHaveAttribute('href', '/try');
	await plain.signIn('/framework/crcn-2025/communication');
	await expect(place).toHaveAttribute('href', '/assessment/communication');
	await plain.context.close();
});

test('nothing moves when the script comes, whether a trial was left or not', async ({ browser, service }) => {
	const emile = await AnsweringPerson.at(browser, service, 'emile', {
		viewport: { width: 390, height: 844 },
	});
	/** Measures the cumulative layout shift of `/try`: the sum of the shifts that no input caused. */
	const moved = async () => {
		await emile.page.goto(`${service.origin}/try`, { waitUntil: 'networkidle' });
		return emile.page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					new PerformanceObserver((list) =>
						resolve(
							list
								.getEntries()
								.reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
						),
					).observe({ type: 'layout-shift', buffered: true });
					setTimeout(() => resolve(0), 500);
				}),
		);
	};
	expect(await moved()).toBeLessThanOrEqual(0.05);
	await expect(emile.main.getByRole('button', { name: word('fr', 'assessment_begin') })).toBeEnabled();
	await tryOut(emile, 'student', ['3', '1']);
	expect(await moved()).toBeLessThanOrEqual(0.05);
	await expect(emile.main.getByRole('figure', { name: word('fr', 'try_wheel') })).toBeVisible();
	await emile.context.close();
});

test('a trial in two tabs keeps the answers of both, and each shows them', async ({ browser, service }) => {
	const context = await browser.newContext();
	const [one, other] = [await context.newPage(), await context.newPage()];
	await one.goto(`${service.origin}/try`);
	await other.goto(`${service.origin}/try`);
	await one.getByRole('button', { name: word('fr', 'assessment_begin') }).click();
	await one.locator('input[name="answer-0"][value="3"]').check();
	// The other tab takes the trial over, and goes on with the next dimension.
	await other
		.getByRole('main')
		.getByRole('button', { name: /^Reprendre/ })
		.click();
	await other.locator('input[name="answer-0"][value="2"]').check();
	// This tab knows that the next dimension is answered; both then stand on it, and the later answer stays.
	await one.getByRole('button', { name: word('fr', 'try_continue') }).click();
	await expect(one.getByRole('heading', { level: 1 })).toContainText('3.');
	await one.getByRole('main').getByRole('link', { name: /2\./ }).first().click();
	await expect(one.locator('input[name="answer-0"][value="2"]')).toBeChecked();
	await one.locator('input[name="answer-0"][value="1"]').check();
	await expect(other.locator('input[name="answer-0"][value="1"]')).toBeChecked();
	await one.reload();
	const rows = one.getByRole('main').locator('table tbody tr');
	await expect(rows.nth(0)).toContainText('Avancé');
	await expect(rows.nth(1)).toContainText('Débutant');
	await context.close();
});
