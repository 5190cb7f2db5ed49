import { redirect } from '@sveltejs/kit';
import { formatJoinCode } from '#cohort';
import {
	createAccountWithSlip,
	joinCodeOfSlip,
	lookAtSlipForm,
	slipForm,
	slipPreview,
	takeSlip,
} from '#cohort/server';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signIn,
} from '#identity/server';
import { problemText } from '#messages/server';
import { Refusal } from '#platform';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function slipOf({ world, locale }: App.Locals, code: string) {
	if (code === '') return { slip: null, refused: null };
	try {
		return { slip: await slipPreview(world, code), refused: null };
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		const text = problemText(problem.code, problem.params, locale);
		return { slip: null, refused: { problems: [{ field: 'code', text }], values: { form: 'look', code } } };
	}
}

export const load: PageServerLoad = loadPage(async ({ locals, url, setHeaders }) => {
	setHeaders(SECRET_ADDRESS);
	const code = (url.searchParams.get('code') ?? '').slice(0, 64);
	const { world, actor } = locals;
	const signedInAs = actor.kind === 'person' ? actor.displayName : null;
	return { ...(await slipOf(locals, code)), code, signedInAs, sendsMail: world.mailing !== null };
});

export const actions: Actions = {
	look: formAction(lookAtSlipForm, ({ code }) => {
		redirect(303, `/slip?code=${encodeURIComponent(code)}`);
	}),
	use: formAction(slipForm, async (input, event: RequestEvent) => {
		const { world, actor, locale } = event.locals;
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
