import { redirect } from '@sveltejs/kit';
import { formatJoinCode } from '#cohort';
import { createAccountWithSlip, joinCodeOfSlip, slipForm, takeSlip } from '#cohort/server';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signIn,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { slipOf } from './slip-of.ts';

export const load: PageServerLoad = loadPage(async ({ locals, url, setHeaders }) => {
	setHeaders(SECRET_ADDRESS);
	const code = (url.searchParams.get('code') ?? '').slice(0, 64);
	const { world, actor } = locals;
	const signedInAs = actor.kind === 'person' ? actor.displayName : null;
	return { ...(await slipOf(locals, code)), code, signedInAs, sendsMail: world.mailing !== null };
});

export const actions: Actions = {
	// A single default action serves the three forms, so that a refused one keeps the code in its address.
	default: formAction(slipForm, async (input, event: RequestEvent) => {
		const { world, actor, locale } = event.locals;
		if (input.form === 'look') redirect(303, `/slip?code=${encodeURIComponent(input.code)}`);
		const code = await joinCodeOfSlip(world, input.code);
		if (input.form === 'take') await takeSlip(world, actor, input);
		else {
			const address = event.getClientAddress();
			await createAccountWithSlip(world, { ...input, locale, address });
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
		}
		redirect(303, code ? `/cohorts/join?code=${formatJoinCode(code)}` : '/today');
	}),
};
