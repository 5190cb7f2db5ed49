import { redirect } from '@sveltejs/kit';
import {
	acceptMailedForm,
	addRoleByMail,
	createAccountByMail,
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	openedInvitation,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signIn,
} from '#identity/server';
import { addressAfterSignIn } from '#web/after-sign-in.ts';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, params, setHeaders }) => {
	setHeaders(SECRET_ADDRESS);
	return {
		invitation: await openedInvitation(world, actor, params.token),
		signedInAs: actor.kind === 'person' ? actor.displayName : null,
	};
});

export const actions: Actions = {
	// A single default action serves both forms, so that a refused one leaves the address of its page.
	default: formAction(acceptMailedForm, async (input, event: RequestEvent) => {
		const { world, actor, locale } = event.locals;
		const { token } = event.params;
		if (input.form === 'add') {
			await addRoleByMail(world, actor, { token, key: input.key });
			redirectDone(event, '/account?joined=1');
		}
		const address = event.getClientAddress();
		await createAccountByMail(world, { ...input, token, locale, address });
		const signed = await signIn(world, {
			identifier: input.username,
			password: input.password,
			address,
			label: deviceLabel(event.request.headers.get('user-agent')),
			device: event.cookies.get(DEVICE_COOKIE),
			replaces: actor.kind === 'person' ? actor.session : undefined,
		});
		event.cookies.set(SESSION_COOKIE, signed.token, sessionCookieAttributes);
		event.cookies.set(DEVICE_COOKIE, signed.device, deviceCookieAttributes);
		redirect(303, addressAfterSignIn(world, event.request, input.username, signed.landing));
	}),
};
