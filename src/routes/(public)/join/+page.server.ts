import { redirect } from '@sveltejs/kit';
import { formatJoinCode, formatSlipCode, isJoinCode, isSlipCode, readJoinCode, readSlipCode } from '#cohort';
import {
	addRoleWithCode,
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	acceptInvitationForm,
	createAccountWithCode,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signIn,
} from '#identity/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { addressAfterSignIn } from '#web/after-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { world, actor }, url }) => {
	const code = readJoinCode(url.searchParams.get('code') ?? '');
	// The address on a cohort's poster: its page shows what joining means, once signed in.
	if (isJoinCode(code)) redirect(303, `/cohorts/join?code=${formatJoinCode(code)}`);
	const slip = readSlipCode(url.searchParams.get('code') ?? '');
	if (isSlipCode(slip)) redirect(303, `/slip?code=${formatSlipCode(slip)}`);
	return { signedIn: actor.kind === 'person', sendsMail: world.mailing !== null };
});

export const actions: Actions = {
	// A single default action serves both forms, so that the address stays `/join` (without `?/name`) when a
	// form is refused.
	default: formAction(acceptInvitationForm, async (input, event) => {
		const { world, actor, locale } = event.locals;
		const slip = readSlipCode(input.code);
		if (isSlipCode(slip)) redirect(303, `/slip?code=${formatSlipCode(slip)}`);
		if (input.form === 'add') {
			await addRoleWithCode(world, actor, input);
			redirectDone(event, '/account?joined=1');
		}
		const address = event.getClientAddress();
		await createAccountWithCode(world, { ...input, locale, address });
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
