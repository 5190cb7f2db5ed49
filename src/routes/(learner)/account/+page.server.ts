import {
	changeDetails,
	chooseNewsByMail,
	changePassword,
	detailsForm,
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	endOtherSessions,
	keyForm,
	myAccount,
	newsForm,
	changePasswordForm,
	renewedDeviceCookieValue,
	sendVerificationLink,
	SESSION_COOKIE,
	sessionCookieAttributes,
} from '#identity/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['changed', 'saved', 'closed', 'joined', 'sent', 'news'] as const;

export const load: PageServerLoad = loadPage(async (event) => ({
	account: await myAccount(event.locals.world, event.locals.actor),
	done: consumeDoneCookie(event) ? (DONE.find((word) => event.url.searchParams.has(word)) ?? null) : null,
}));

export const actions: Actions = {
	password: formAction(changePasswordForm, async (input, event) => {
		const { cookies, request } = event;
		const { world, actor } = event.locals;
		const label = deviceLabel(request.headers.get('user-agent'));
		cookies.set(
			SESSION_COOKIE,
			await changePassword(world, actor, { ...input, label }),
			sessionCookieAttributes,
		);
		const device = await renewedDeviceCookieValue(world, actor, cookies.get(DEVICE_COOKIE));
		if (device) cookies.set(DEVICE_COOKIE, device, deviceCookieAttributes);
		redirectDone(event, '/account?changed=1');
	}),
	details: formAction(detailsForm, async (input, event) => {
		await changeDetails(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/account?saved=1');
	}),
	verify: formAction(keyForm, async ({ key }, event) => {
		const { world, actor, locale } = event.locals;
		await sendVerificationLink(world, actor, { key, locale });
		redirectDone(event, '/account?sent=1');
	}),
	news: formAction(newsForm, async (input, event) => {
		await chooseNewsByMail(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/account?news=1');
	}),
	sessions: formAction(keyForm, async (input, event) => {
		await endOtherSessions(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/account?closed=1');
	}),
};
