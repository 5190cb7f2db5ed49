import { expect } from '@playwright/test';
import { AnsweringPerson } from './answering-person.ts';
import { assemble, type Who, WHO } from './cast.ts';
import { type Row, TABLE } from './endpoints.ts';
import { test } from './fixtures.ts';
import type { Fields } from './visitor.ts';
import { word } from './words.ts';

/** What somebody corrects before sending again: the texts and numbers of a form. */
const TYPED = ['title', 'reflection', 'displayName', 'name', 'reason', 'uses'];
/** Actions that take no text: a button, a choice, a code; or whose key is not the form’s. */
const NOTHING_TYPED = [
	'/account?/sessions',
	'/applications/[id]?/again',
	'/applications/[id]?/remove',
	'/applications/[id]?/submit',
	'/applications/[id]?/withdraw',
	'/assessment/[dimension]?/answer',
	'/assessment/answers',
	'/assessment/trial',
	'/assessment?/choose',
	'/b/[id]?/publish',
	'/b/[id]?/sibling',
	'/cohorts/join?/join',
	'/cohorts/join?/leave',
	'/cohorts/join?/look',
	'/drafts',
	'/drafts/discard',
	'/invitations?/revoke',
	'/people/[id]?/close',
	'/people/[id]?/open',
	'/people/[id]?/password',
	'/people/[id]?/roles',
	'/recognition/[badge]?/start',
	'/sign-in',
	'/situations/[dimension]?/choose',
	'/sign-out',
	'/training/[id]?/remove',
	'/verify?/verify',
];
const LONG = 'Une raison assez longue pour être comprise.';
/** What the table of endpoints sends too short, to leave things as they are: here it is done. */
const SOUND: Readonly<Record<string, Fields>> = {
	'/review/[application]?/decide': { decision: 'return', reason: LONG },
	'/b/[id]/revoke?/revoke': { reason: LONG },
};
/** The name of a form that a page shows only once it was refused. */
const FORM: Readonly<Record<string, string>> = { '/b/[id]?/revoke': 'revoke' };
/** Done for good the first time: what is typed is shown and kept, and cannot be recorded as well. */
const FOR_GOOD = ['/b/[id]?/revoke', '/b/[id]/revoke?/revoke', '/review/[application]?/decide'];

const route = ({ id }: Row) => id.replace('post ', '');
const done = (row: Row): Who | undefined =>
	WHO.find((_, at) => (route(row) in SOUND ? 'I' : 'DO').includes(row.answers[at]!));

test('every form that takes a text: other content under the same key gets both versions back, and may be sent anew', async () => {
	const cast = await assemble();
	const rows = TABLE.filter((row) => row.id.startsWith('post ') && !row.json && done(row));
	const tried: string[] = [];
	const sorted = rows.filter((row) => !NOTHING_TYPED.includes(route(row)));
	for (const row of sorted) {
		const who = cast.who[done(row)!];
		const action = `?/${row.id.split('?/')[1]}`;
		// What the page's own form carries by itself (its name, whose it is), and what somebody writes in it.
		const rendered = await who.form(row.at(cast.things), action).catch(() => undefined);
		const { writer = '', draft = '', form = FORM[route(row)] ?? '' } = rendered?.fields ?? {};
		const sound = SOUND[route(row)] ?? row.fields(cast.things);
		const fields: Fields = { ...(form && { form }), writer, draft, ...sound };
		const [name = ''] = TYPED.filter((one) => one in fields);
		expect(name, `${row.id} has something typed`).not.toBe('');
		const first = String(fields[name]);
		const second = name === 'uses' ? '7' : `${first} & « corrigé »`;
		const key = `twoversions${String(tried.length).padStart(8, '0')}`;
		const send = (key: string, value: string) =>
			who.post(row.at(cast.things) + action, { ...fields, key, [name]: value } as Fields);
		const at = `${row.id}: `;
		const answer = await send(key, first);
		expect([200, 303], at).toContain(answer.status);
		// The same again gets the first answer.
		expect((await send(key, first)).status, at).toBe(answer.status);
		const other = await send(key, second);
		expect(other.status, at).toBe(409);
		tried.push(route(row));
		const page = other.body.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
		expect(page, at).toContain(second);
		expect(page, at).toMatch(new RegExp(`id="[^"]*${name}-beside"[^]*?>${first}<`));
		expect(page, at).toContain(word('fr', 'form_recorded_again'));
		const fresh = [...page.matchAll(/name="key" value="([^"]*)"/g)].map(([, one]) => one);
		expect(fresh, at).not.toContain(key);
		const [, instead] = /name="instead" value="([^"]*)"/.exec(page) ?? [];
		if (instead) {
			// In the place of what is recorded: it stands there alone.
			const replaced = { ...fields, key: String(fresh[0]), [name]: second, instead };
			expect((await who.post(row.at(cast.things) + action, replaced as Fields)).status, at).toBe(303);
			const titles = [...(await who.get(row.at(cast.things))).body.matchAll(/<h3 id[^>]*>([^<]*)</g)];
			expect(titles.map(([, title]) => title).filter((title) => title?.startsWith(first))).toHaveLength(1);
			continue;
		}
		const again = await send(String(fresh[0]), second);
		if (FOR_GOOD.includes(route(row))) {
			// Refused for what it is, with nothing lost; what is recorded stays.
			expect(again.status, at).toBe(409);
			expect(again.body.replaceAll('&amp;', '&').replaceAll('&quot;', '"'), at).toContain(second);
			continue;
		}
		// Recorded now; or refused for what it is, not for its key.
		expect([200, 303, 409], at).toContain(again.status);
		expect(again.body, at).not.toContain(word('fr', 'form_recorded_again'));
	}
	expect(tried.sort()).toEqual(
		[
			'/account?/details',
			'/applications/[id]?/add',
			'/b/[id]/revoke?/revoke',
			'/b/[id]?/revoke',
			'/cohorts?/create',
			'/invitations?/create',
			'/review/[application]?/decide',
			'/training/[id]?/change',
			'/training/new?/record',
		].sort(),
	);
	await cast.service.stop();
});

for (const script of [false, true])
	test(`Ada corrects a training whose answer was lost on the line, ${script ? 'with' : 'without'} a script`, async ({
		browser,
		service,
	}) => {
		const ada = await AnsweringPerson.at(browser, service, 'ada', { javaScriptEnabled: script });
		await ada.signIn('/training/new');
		const write = async (title: string, reflection: string) => {
			await ada.page.locator('[name="title"]').fill(title);
			await ada.page.locator('[name="hours"]').fill('1');
			await ada.page.locator('[name="minutes"]').fill('15');
			await ada.page.locator('[name="kind"]').selectOption('workshop');
			await ada.page.locator('input[value="communication"]').check();
			await ada.page.locator('[name="reflection"]').fill(reflection);
		};
		const save = ada.main.getByRole('button', { name: word('fr', 'training_save'), exact: true });
		const both = ada.main.getByRole('alert').filter({ hasText: word('fr', 'form_recorded_again') });
		await write('Première version', 'Une idée.');
		// The form goes, its answer does not come back.
		const key = await ada.page.locator('[name="key"]').first().inputValue();
		const jar = (await ada.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
		const sent = await fetch(`${service.origin}/training/new?/record`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: service.origin, cookie: jar, accept: 'text/html' },
			body: new URLSearchParams([
				['key', key],
				['title', 'Première version'],
				['hours', '1'],
				['minutes', '15'],
				['date', await ada.page.locator('[name="date"]').inputValue()],
				['kind', 'workshop'],
				['dimensions[]', 'communication'],
				['reflection', 'Une idée.'],
			]),
		});
		expect(sent.status).toBe(303);

		await write('Version corrigée', 'Une idée, et une autre.');
		await save.click();
		await expect(both).toBeVisible();
		await expect(both).toBeFocused();
		const buttons = { again: word('fr', 'training_save'), replace: word('fr', 'form_recorded_replace') };
		await expect(both).toContainText(word('fr', 'form_recorded_buttons', buttons));
		await expect(both.getByRole('listitem')).toHaveCount(0);
		await expect(ada.page).toHaveTitle(/^Attention\u00a0: /);
		await expect(ada.page.locator('#title-beside')).toHaveText(/Déjà enregistré\s*:\s*Première version/);
		await expect(ada.page.locator('#reflection-beside')).toContainText('Une idée.');
		// What is the same is not shown twice.
		for (const name of ['hours', 'minutes', 'date', 'kind', 'dimensions', 'link'])
			await expect(ada.page.locator(`#${name}-beside`)).toHaveCount(0);
		await expect(ada.page.locator('[name="title"]')).toHaveValue('Version corrigée');
		await expect(ada.page.locator('[name="reflection"]')).toHaveValue('Une idée, et une autre.');
		await expect(both.getByRole('link', { name: word('fr', 'form_recorded_see') })).toHaveAttribute(
			'href',
			/^\/training\/[0-9a-z]{26}$/,
		);

		// As a change of what is recorded: one training, as corrected.
		await ada.main.getByRole('button', { name: word('fr', 'form_recorded_replace') }).click();
		await ada.page.waitForURL(/\/training\?done=changed|awarded=/);
		await ada.open('/training');
		await expect(ada.main).toContainText('Version corrigée');
		await expect(ada.main).not.toContainText('Première version');
		await ada.open('/training/new');
		await expect(ada.page.locator('[name="title"]')).toHaveValue('');
		await ada.context.close();
	});
