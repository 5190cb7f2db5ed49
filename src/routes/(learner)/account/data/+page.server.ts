import { redirect } from '@sveltejs/kit';
import { must, personOf } from '#identity';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	SESSION_COOKIE,
	sessionCookieAttributes,
} from '#identity/server';
import { erasePerson, eraseForm } from '#privacy/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';

export const load = loadPage(({ locals: { actor } }) => {
	const { id: person, username } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	return { username };
});

export const actions = {
	erase: formAction(eraseForm, async (input, { locals: { world, actor }, cookies, setHeaders }) => {
		await erasePerson(world, actor, input);
		cookies.delete(SESSION_COOKIE, sessionCookieAttributes);
		cookies.delete(DEVICE_COOKIE, deviceCookieAttributes);
		setHeaders({ 'clear-site-data': '"storage"' });
		redirect(303, '/privacy-notice/erased');
	}),
};
