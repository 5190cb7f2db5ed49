import { redirect } from '@sveltejs/kit';
import {
	changeDetails,
	changePassword,
	detailsForm,
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	endOtherSessions,
	keyForm,
	myAccount,
	changePasswordForm,
	renewedDeviceCookieValue,
	SESSION_COOKIE,
	sessionCookieAttributes,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['changed', 'saved', 'closed', 'joined'] as const;

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url }) => ({
	account: await myAccount(world, actor),
	done: DONE.find((word) => url.searchParams.has(word)) ?? null,
}));

export const actions: Actions = {
	password: formAction(changePasswordForm, async (input, { locals: { world, actor }, cookies, request }) => {
		const label = deviceLabel(request.headers.get('user-agent'));
		cookies.set(
			SESSION_COOKIE,
			await changePassword(world, actor, { ...input, label }),
			sessionCookieAttributes,
		);
		const device = await renewedDeviceCookieValue(world, actor, cookies.get(DEVICE_COOKIE));
		if (device) cookies.set(DEVICE_COOKIE, device, deviceCookieAttributes);
		redirect(303, '/account?changed=1');
	}),
	details: formAction(detailsForm, async (input, { locals: { world, actor } }) => {
		await changeDetails(world, actor, input);
		redirect(303, '/account?saved=1');
	}),
	sessions: formAction(keyForm, async (input, { locals: { world, actor } }) => {
		await endOtherSessions(world, actor, input);
		redirect(303, '/account?closed=1');
	}),
};
