import { redirect } from '@sveltejs/kit';
import {
	addRoleForm,
	addRoleWithCode,
	DEVICE_COOKIE,
	deviceCookie,
	deviceLabel,
	joinForm,
	joinWithCode,
	SESSION_COOKIE,
	sessionCookie,
	signIn,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { afterSignIn } from '#web/after-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { actor } }) => ({
	signedIn: actor.kind === 'person',
}));

export const actions: Actions = {
	create: formAction(joinForm, async (input, event) => {
		const { world, actor, locale } = event.locals;
		const address = event.getClientAddress();
		await joinWithCode(world, { ...input, locale, address });
		const signed = await signIn(world, {
			identifier: input.username,
			password: input.password,
			address,
			label: deviceLabel(event.request.headers.get('user-agent')),
			device: event.cookies.get(DEVICE_COOKIE),
			replaces: actor.kind === 'person' ? actor.session : undefined,
		});
		event.cookies.set(SESSION_COOKIE, signed.token, sessionCookie);
		event.cookies.set(DEVICE_COOKIE, signed.device, deviceCookie);
		redirect(303, afterSignIn(world, event.request, input.username, signed.landing));
	}),
	add: formAction(addRoleForm, async (input, { locals: { world, actor } }) => {
		await addRoleWithCode(world, actor, input);
		redirect(303, '/account?joined=1');
	}),
};
