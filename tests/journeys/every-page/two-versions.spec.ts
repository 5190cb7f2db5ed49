import { expect } from '@playwright/test';
import { AnsweringPerson } from '../answering-person.ts';
import { assemble, type Who, WHO } from '../cast.ts';
import { type Row, TABLE } from '../endpoints.ts';
import { test } from '../fixtures.ts';
import type { Fields } from '../visitor.ts';
import { word } from '../words.ts';

/** The names of the fields with a text or number that a person may correct before sending the form again. */
const TYPED = ['title', 'message', 'reflection', 'displayName', 'name', 'institution', 'reason', 'uses'];
/**
 * Actions that this test leaves out: those without text (a button, a choice, a code), those whose idempotency
 * key is not in the form, and the one in which another e-mail address is another request.
 */
const NOTHING_TYPED = [
	'/account/data?/object',
	'/account?/news',
	'/account?/sessions',
	'/agreements?/end',
	'/agreements?/grant',
	'/applications/[id]?/again',
	'/applications/[id]/evidence/[evidence]?/remove',
	'/applications/[id]?/erase',
	'/applications/[id]?/putBack',
	'/applications/[id]?/submit',
	'/applications/[id]?/withdraw',
	'/assessment/[dimension]?/answer',
	'/assessment/answers',
	'/assessment/themes/[theme]?/answer',
	'/assessment/trial',
	'/assessment?/carry',
	'/assessment?/choose',
	'/b/[id]?/bind',
	'/b/[id]?/publish',
	'/b/[id]?/sibling',
	'/catalogue/edit/[id]?/offer',
	'/catalogue/edit/[id]?/retire',
	'/cohorts/[id]?/archive',
	'/cohorts/[id]?/close',
	'/cohorts/[id]?/unarchive',
	'/cohorts/[id]/hand?/hand',
	'/cohorts/[id]/roster?/check',
	'/cohorts/[id]/roster?/import',
	'/cohorts/[id]/roster?/remove',
	'/cohorts/join?/accept',
	'/cohorts/join?/join',
	'/cohorts/join?/leave',
	'/cohorts/join?/look',
	'/drafts',
	'/drafts/discard',
	'/institution/sources/[id]?/revoke',
	'/institution?/logo',
	'/institution?/remove',
	'/institution/badges?/offer',
	'/institution/badges?/stop',
	'/invitations/mail/[id]?/again',
	'/invitations/mail/[id]?/discard',
	'/invitations/mail/[id]?/invite',
	'/invitations/mail/[id]?/revoke',
	'/invitations/mail/[id]?/revokeAll',
	'/invitations?/revoke',
	'/operator/[slug]?/close',
	'/operator/[slug]?/invite',
	'/operator/[slug]?/reopen',
	'/people/[id]/requests?/confirm',
	'/people/[id]/requests?/decline',
	'/people/[id]/requests?/withdraw',
	'/people/acts/[id]?/confirm',
	'/people/acts/[id]?/discard',
	'/people/cohorts/[id]?/confirm',
	'/people/cohorts/[id]?/hand',
	'/slip',
	'/people?/choose',
	'/people/[id]?/close',
	'/people/[id]?/open',
	'/people/[id]?/password',
	'/people/[id]?/roles',
	'/place',
	'/profile/[dimension]?/answer',
	'/recognition/[badge]?/start',
	'/sign-in',
	'/sign-in/forgotten',
	'/situations/[dimension]?/choose',
	'/sign-out',
	'/training/[id]?/remove',
	'/training/[id]/looking-back?/lookBack',
	'/training/hours?/share',
	'/training/hours?/withdraw',
	'/training?/search',
	'/try/result.pdf',
	'/undelivered?/again',
	'/verify',
];
const LONG = 'Une raison assez longue pour être comprise.';
/** Valid fields for the forms to which the table of endpoints sends invalid ones, so as to change nothing. */
const SOUND: Readonly<Record<string, Fields>> = {
	'/review/[application]?/decide': { decision: 'return', reason: LONG },
	'/b/[id]/revoke?/revoke': { reason: LONG },
	'/recognition/[badge]?/reconsider': { message: LONG },
};
/** The names of forms that their page shows only after a refusal, by action. */
const FORM: Readonly<Record<string, string>> = {
	'/b/[id]?/revoke': 'revoke',
	'/recognition/[badge]?/reconsider': 'reconsider',
};
/**
 * Actions that cannot be done twice: the text of a second try is shown and kept, but cannot be recorded as
 * well.
 */
const FOR_GOOD = [
	'/b/[id]?/revoke',
	'/b/[id]/revoke?/revoke',
	'/recognition/[badge]?/reconsider',
	'/review/[application]?/decide',
];

/** Actions that make something with a short name, which a second one cannot have. */
const ONCE_BY_NAME = ['/operator?/make'];

const route = ({ id }: Row) => id.replace('post ', '');
const done = (row: Row): Who | undefined =>
	WHO.find((_, at) => (route(row) in SOUND ? 'I' : 'DOC').includes(row.answers[at]!));

test('every form that takes a text: other content under the same key gets both versions back, and may be sent anew', async () => {
	const cast = await assemble();
	const rows = TABLE.filter((row) => row.id.startsWith('post ') && !row.json && done(row));
	const tried: string[] = [];
	const sorted = rows.filter((row) => !NOTHING_TYPED.includes(route(row)));
	for (const row of sorted) {
		const who = cast.who[done(row)!];
		const action = `?/${row.id.split('?/')[1]}`;
		// From the page come the hidden fields of its form (its name, its writer); the test adds the fields
		// that somebody fills in.
		const rendered = await who.form(row.at(cast.things), action).catch(() => undefined);
		const { writer = '', draft = '', form = FORM[route(row)] ?? '', version, shown } = rendered?.fields ?? {};
		const sound = SOUND[route(row)] ?? row.fields(cast.things);
		const showed = { ...(version && { version }), ...(shown && { shown }) };
		const fields: Fields = { ...(form && { form }), writer, draft, ...sound, ...showed };
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
		// The same content sent again under the same key gets the first response.
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
			// The second version is sent to replace the recorded one: only the second remains.
			const replaced = { ...fields, key: String(fresh[0]), [name]: second, instead };
			expect((await who.post(row.at(cast.things) + action, replaced as Fields)).status, at).toBe(303);
			const titles = [...(await who.get(row.at(cast.things))).body.matchAll(/<h3 id[^>]*>([^<]*)</g)];
			expect(titles.map(([, title]) => title).filter((title) => title?.startsWith(first))).toHaveLength(1);
			continue;
		}
		const again = await send(String(fresh[0]), second);
		if (FOR_GOOD.includes(route(row))) {
			// Refused because the action cannot be done twice, with no text lost; the recorded version stays.
			expect(again.status, at).toBe(409);
			expect(again.body.replaceAll('&amp;', '&').replaceAll('&quot;', '"'), at).toContain(second);
			continue;
		}
		// The second text is now recorded, or refused because of its content, but no longer because of its
		// key.
		expect([200, 303, 409, ...(ONCE_BY_NAME.includes(route(row)) ? [422] : [])], at).toContain(again.status);
		expect(again.body, at).not.toContain(word('fr', 'form_recorded_again'));
	}
	expect(tried.sort()).toEqual(
		[
			'/account?/details',
			'/applications/[id]/evidence/[evidence]?/change',
			'/applications/[id]?/add',
			'/b/[id]/revoke?/revoke',
			'/b/[id]?/revoke',
			'/catalogue/edit/new?/add',
			'/cohorts/[id]?/edit',
			'/cohorts?/create',
			'/institution?/change',
			'/invitations/mail?/check',
			'/invitations?/create',
			'/operator/[slug]?/rename',
			'/operator?/make',
			'/people/[id]/requests?/ask',
			'/recognition/[badge]?/reconsider',
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
		// The service receives the form, but the browser never gets the response.
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
		// Fields with the same value in both versions are not shown twice.
		for (const name of ['hours', 'minutes', 'date', 'kind', 'dimensions', 'link'])
			await expect(ada.page.locator(`#${name}-beside`)).toHaveCount(0);
		await expect(ada.page.locator('[name="title"]')).toHaveValue('Version corrigée');
		await expect(ada.page.locator('[name="reflection"]')).toHaveValue('Une idée, et une autre.');
		await expect(both.getByRole('link', { name: word('fr', 'form_recorded_see') })).toHaveAttribute(
			'href',
			/^\/training\/[0-9a-z]{26}$/,
		);

		// The corrected text is sent as a change of the recorded activity: one activity is left, with the
		// correction.
		await ada.main.getByRole('button', { name: word('fr', 'form_recorded_replace') }).click();
		await ada.page.waitForURL(/\/training\?done=changed|awarded=/);
		await ada.open('/training');
		await expect(ada.main).toContainText('Version corrigée');
		await expect(ada.main).not.toContainText('Première version');
		await ada.open('/training/new');
		await expect(ada.page.locator('[name="title"]')).toHaveValue('');
		await ada.context.close();
	});
