import { expect } from '@playwright/test';
import { AnsweringPerson, DIMENSIONS } from '../answering-person.ts';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

/** Leaves out of the faults the browser's own messages about the connection that the test cut. */
const ours = (faults: readonly string[]) =>
	faults.filter((fault) => !fault.includes('net::ERR_INTERNET_DISCONNECTED'));

const inComplete = async (person: AnsweringPerson) => {
	person.startAfresh();
	await person.signIn();
	await person.main.locator('input[name="mode"][value="complete"]').check();
	await person.main.getByRole('button', { name: word('fr', 'assessment_begin') }).click();
	await person.isAt(1);
	await person.settled();
};
const statement = (number: number, place: number) => `teacher-${DIMENSIONS[number - 1]}-${place}`;

test('Complet: a closed tab, an ended session, a lost network, then another device', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	await inComplete(ada);

	// The tab is closed offline, right after a choice: the answer waits in the browser, and is sent at the
	// next visit.
	await ada.context.setOffline(true);
	await ada.radio(0, '3').check();
	await expect.poll(() => ada.stored()).not.toEqual([]);
	expect(ada.answers()).toEqual({});
	// The browser stays offline until the page is closed: what Chromium sends for a closed page may arrive or
	// not.
	await ada.page.close();
	await ada.context.setOffline(false);
	ada.page = await ada.tab();
	await ada.open('/assessment');
	await expect.poll(() => ada.answers()[statement(1, 1)]).toEqual({ value: 3, revision: 1 });
	await expect(ada.main.getByRole('region', { name: word('fr', 'assessment_resume_label') })).toBeVisible();
	expect(await ada.stored()).toEqual([]);
	// The tab is closed offline once more, but the person returns straight to the same dimension.
	await ada.open('/assessment/ethical-citizenship');
	await ada.context.setOffline(true);
	await ada.radio(0, '2').check();
	await ada.page.close();
	await ada.context.setOffline(false);
	ada.page = await ada.tab();
	await ada.open('/assessment/ethical-citizenship');
	await expect(ada.radio(0, '2')).toBeChecked();
	await ada.status('assessment_saved');
	expect(ada.answers()[statement(1, 1)]).toEqual({ value: 2, revision: 2 });
	expect(await ada.stored()).toEqual([]);

	// The session ends: the person signs in again, returns to the same dimension, and the answers are saved.
	ada.expireSessions();
	await ada.radio(1, '2').check();
	await ada.status('assessment_signed_out_one');
	await ada.radio(2, '1').check();
	await ada.status('assessment_signed_out_many', { count: 2 });
	expect(ada.answers()[statement(1, 2)]).toBeUndefined();
	await ada.main.getByRole('link', { name: word('fr', 'assessment_sign_in_again') }).click();
	await ada.fillSignIn();
	await ada.isAt(1);
	await ada.status('assessment_saved');
	await expect(ada.radio(1, '2')).toBeChecked();
	await expect(ada.radio(2, '1')).toBeChecked();
	expect(ada.answers()).toMatchObject({ [statement(1, 2)]: { value: 2 }, [statement(1, 3)]: { value: 1 } });

	// The network is lost: the person continues, in this dimension and in others, forwards and backwards.
	await ada.main.getByRole('link', { name: /^Suivante/ }).click();
	await ada.isAt(2);
	await ada.radio(0, '3').check();
	await ada.status('assessment_saved');
	await ada.context.setOffline(true);
	await ada.radio(1, '3').check();
	await ada.status('assessment_offline_one');
	await ada.main.locator('button[name="continue"]').click();
	await ada.isAt(3);
	await ada.radio(0, '2').check();
	await ada.main.getByRole('link', { name: /^Suivante/ }).click();
	await ada.isAt(4);
	await ada.radio(2, 'not-applicable').check();
	await ada.status('assessment_offline_many', { count: 3 });
	await ada.main.getByRole('link', { name: /^Précédente/ }).click();
	await ada.isAt(3);
	await expect(ada.radio(0, '2')).toBeChecked();
	await ada.main.getByRole('link', { name: word('fr', 'assessment_title') }).click();
	await ada.status('assessment_offline_page');
	await ada.page.goBack();
	await ada.isAt(4);
	expect(ada.writes()).toHaveLength(5);

	// A page asked for while offline opens by itself, once every answer is sent.
	await ada.main.getByRole('link', { name: word('fr', 'assessment_title') }).click();
	await ada.status('assessment_offline_page');
	await ada.context.setOffline(false);
	await ada.page.waitForURL(`${service.origin}/assessment`);
	expect(ada.writes().slice(5)).toEqual([statement(2, 2), statement(3, 1), statement(4, 3)]);
	expect(await ada.stored()).toEqual([]);
	expect(ours(ada.faults)).toEqual([]);

	// On another device, the person resumes where this one stopped.
	const phone = await AnsweringPerson.at(browser, service, 'ada', { viewport: { width: 320, height: 640 } });
	await phone.signIn('/assessment');
	const banner = phone.main.getByRole('region', { name: word('fr', 'assessment_resume_label') });
	await expect(banner).toContainText('2.');
	await banner.getByRole('link').click();
	await phone.isAt(2);
	await expect(phone.radio(1, '3')).toBeChecked();

	// A page can be asked for offline from a phone's menu too: the menu closes, so that it does not hide the
	// sentence, and the page opens once the connection is back.
	await phone.context.setOffline(true);
	await phone.page.getByRole('button', { name: word('fr', 'shell_menu') }).click();
	await phone.page.getByRole('link', { name: word('fr', 'shell_nav_today') }).click();
	await expect(phone.page.locator('#menu')).toBeHidden();
	await expect(phone.main.getByRole('status')).toBeInViewport();
	await phone.status('assessment_offline_page');
	await phone.context.setOffline(false);
	await phone.page.waitForURL(`${service.origin}/today`);
	expect(ours(phone.faults)).toEqual([]);
	await phone.context.close();
	await ada.context.close();
});

test('a line that loses answers on the way, and on the way back, keeps each of them once', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	await inComplete(ada);
	let lost = 0;
	await ada.page.route('**/assessment/answers', async (route) => {
		lost += 1;
		if (lost % 2 === 0) await route.fetch();
		await route.abort('connectionreset');
	});
	for (const at of [0, 1, 2]) {
		const before = lost;
		await ada.radio(at, '1').check();
		await expect.poll(() => lost).toBeGreaterThan(before);
	}
	await ada.radio(0, '3').check();
	await ada.status('assessment_offline_many', { count: 3 });
	expect(lost).toBeGreaterThan(2);
	await ada.page.unroute('**/assessment/answers');
	await ada.main.locator('button[name="continue"]').click();
	await expect.poll(() => ada.answers()[statement(1, 1)]).toMatchObject({ value: 3 });
	await expect.poll(() => ada.answers()[statement(1, 3)]).toMatchObject({ value: 1, revision: 1 });
	expect(ada.answers()[statement(1, 2)]).toEqual({ value: 1, revision: 1 });
	await expect.poll(() => ada.stored()).toEqual([]);
	await ada.context.close();
});

test('two tabs, two answers: both are shown, and the person says which stays', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	ada.startAfresh();
	await ada.signIn('/assessment/communication');
	const other = await ada.tab();
	await other.goto(ada.page.url());
	await ada.settled(other);
	await ada.radio(0, '3', other).check();
	await expect.poll(() => ada.answers()['teacher-communication-2']).toEqual({ value: 3, revision: 1 });
	// Wait until the answer is sent: while it waits, all tabs of the browser know it, and another tab would
	// correct it without a conflict.
	await expect.poll(() => ada.stored()).toEqual([]);

	await ada.radio(0, '0').check();
	const conflict = ada.main.getByRole('alert');
	await expect(conflict).toContainText(word('fr', 'assessment_scale_3'));
	await expect(conflict).toContainText(word('fr', 'assessment_scale_0'));
	expect(ada.answers()['teacher-communication-2']).toEqual({ value: 3, revision: 1 });
	await ada.main.locator('button[name="continue"]').click();
	await expect(conflict).toBeFocused();
	await conflict.getByRole('button', { name: word('fr', 'assessment_stale_keep_here') }).click();
	await expect(conflict).toHaveCount(0);
	await expect.poll(() => ada.answers()['teacher-communication-2']).toEqual({ value: 0, revision: 2 });

	await ada.radio(0, '1', other).check();
	const there = other.getByRole('main').getByRole('alert');
	await there.getByRole('button', { name: word('fr', 'assessment_stale_keep_there') }).click();
	await expect(there).toHaveCount(0);
	await expect(ada.radio(0, '0', other)).toBeChecked();
	expect(ada.answers()['teacher-communication-2']).toEqual({ value: 0, revision: 2 });
	expect(await ada.stored()).toEqual([]);
	// 409: the conflicts shown above.
	expect(ada.faults.filter((fault) => !fault.includes('409'))).toEqual([]);
	await ada.context.close();
});

test('in one browser, what one person has waiting never goes to another', async ({ browser, service }) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	ada.startAfresh();
	await ada.signIn('/assessment/communication');
	ada.expireSessions();
	await ada.radio(0, '4').check();
	await ada.status('assessment_signed_out_one');
	const before = ada.answers('emile');

	// Émile signs in from another tab: neither Ada’s page nor her waiting answers may write to his account.
	const left = ada.page;
	ada.page = await ada.tab();
	await ada.signIn('/assessment/communication', 'emile');
	await ada.radio(0, '1', left).check();
	await expect(left.getByRole('main').getByRole('status')).toContainText(
		word('fr', 'problem_assessment_other_person'),
	);
	expect(ada.answers('emile')).toEqual(before);
	expect(ada.answers()).toEqual({});
	await left.close();
	await ada.open('/assessment/communication');
	expect(ada.answers('emile')).toEqual(before);
	expect(await ada.stored()).not.toEqual([]);

	// Émile leaves without signing out; Ada signs in again, and her answer is saved.
	await ada.context.clearCookies();
	await ada.signIn('/assessment/communication');
	await ada.status('assessment_saved');
	expect(ada.answers()['teacher-communication-2']).toEqual({ value: 1, revision: 1 });

	// Signing out deletes the waiting answers from the browser.
	await ada.context.setOffline(true);
	await ada.radio(0, '2').check();
	await ada.status('assessment_offline_one');
	expect(await ada.stored()).not.toEqual([]);
	await ada.page.route('**/assessment/answers', (route) => route.abort());
	await ada.context.setOffline(false);
	await ada.page.getByRole('button', { name: word('fr', 'shell_sign_out') }).click();
	await ada.page.waitForURL(`${service.origin}/`);
	expect(await ada.stored()).toEqual([]);
	await ada.context.close();
});

test('what is out of range, unknown or not theirs is refused with a sentence, and nothing moves', async ({
	browser,
	service,
}) => {
	const ada = await AnsweringPerson.at(browser, service, 'ada');
	ada.startAfresh();
	await ada.signIn('/assessment/communication');
	const send = (fields: Record<string, string>) =>
		ada.page.evaluate(async (given) => {
			const body = new URLSearchParams({
				'statement[]': 'teacher-communication-2',
				'revision[]': '0',
				'answer-0': '2',
				key: crypto.randomUUID(),
				...given,
			});
			const response = await fetch('/assessment/answers', { method: 'POST', body });
			return { status: response.status, text: await response.text() };
		}, fields);
	for (const [fields, status, key] of [
		[{ 'answer-0': '5' }, 422, 'problem_assessment_answer_missing'],
		[{ 'revision[]': 'three' }, 422, 'problem_assessment_form_incomplete'],
		[{ 'statement[]': 'teacher-juggling-2' }, 404, 'problem_not_found'],
		[{ 'statement[]': 'student-communication-2' }, 404, 'problem_not_found'],
		[{ holder: 'somebody-else' }, 403, 'problem_assessment_other_person'],
		[{ 'revision[]': '7' }, 409, 'problem_assessment_stale'],
	] as const) {
		const answer = await send(fields);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(word('fr', key));
	}
	expect(ada.answers()).toEqual({});
	// Two requests at once: one is stored, the other gets a conflict.
	const [one, other] = await Promise.all([send({}), send({ 'answer-0': '4' })]);
	expect([one.status, other.status].sort()).toEqual([200, 409]);
	expect(ada.writes()).toHaveLength(1);
	await ada.context.close();
});
