import { must, mustBePerson } from '#identity';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	SESSION_COOKIE,
	sessionCookieAttributes,
} from '#identity/server';
import { aboutRequestForm, erasePerson, eraseForm, objectToRequest, requestsAboutMe } from '#privacy/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor } }) => {
	const { id: person, username } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	return { username, requests: await requestsAboutMe(world, actor, { open: false }) };
});

export const actions = {
	object: formAction(aboutRequestForm, async (input, { locals }: RequestEvent) => {
		await objectToRequest(locals.world, locals.actor, input);
		return 'objected' as const;
	}),
	erase: formAction(eraseForm, async (input, event: RequestEvent) => {
		const { locals, cookies, setHeaders } = event;
		await erasePerson(locals.world, locals.actor, input);
		cookies.delete(SESSION_COOKIE, sessionCookieAttributes);
		cookies.delete(DEVICE_COOKIE, deviceCookieAttributes);
		setHeaders({ 'clear-site-data': '"storage"' });
		redirectDone(event, '/privacy-notice/erased', { signedOut: true });
	}),
};
