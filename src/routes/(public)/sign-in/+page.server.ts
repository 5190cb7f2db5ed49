import { redirect } from '@sveltejs/kit';
import { landingPath, nextPath, rolesOf } from '#identity';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	demonstrationAccounts,
	SESSION_COOKIE,
	sessionCookieAttributes,
	signIn,
	signInForm,
} from '#identity/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { NOT_KEPT } from '#ui/shell/sign-in-from.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { addressAfterSignIn, decryptTypedName } from '#web/after-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async (event) => {
	const { locals, url, cookies } = event;
	const { world, actor, drafts } = locals;
	const next = nextPath(url.searchParams.get('next'), '');
	if (actor.kind === 'person') redirect(303, next || landingPath(rolesOf(actor), actor.operator));
	// Whoever chose a new password by a link knows why their session has ended.
	const changed = consumeDoneCookie(event) && url.searchParams.has('password');
	const ended = !changed && cookies.get(SESSION_COOKIE) !== undefined;
	const isLost = url.search.includes(NOT_KEPT);
	const isWaiting = !isLost && (await drafts.isWaiting());
	const why = isLost ? 'lost' : isWaiting ? 'typed' : ended ? 'ended' : next ? 'asked' : null;
	const signed = url.searchParams.get('signed');
	const lent = (await demonstrationAccounts(world)).map(
		({ username, displayName, memberships: [first] }) => ({
			username,
			name: displayName.split(' ', 1)[0] ?? displayName,
			as: first?.audience ?? first?.role ?? 'learner',
		}),
	);
	return {
		next,
		refused: signed !== null,
		name: decryptTypedName(world, signed),
		why,
		lent,
		changed,
		sendsMail: world.mailing !== null,
	} as const;
});

export const actions: Actions = {
	default: formAction(signInForm, async ({ identifier, password, next }, event) => {
		const { world, actor } = event.locals;
		const signed = await signIn(world, {
			identifier,
			password,
			address: event.getClientAddress(),
			label: deviceLabel(event.request.headers.get('user-agent')),
			device: event.cookies.get(DEVICE_COOKIE),
			replaces: actor.kind === 'person' ? actor.session : undefined,
		});
		event.cookies.set(SESSION_COOKIE, signed.token, sessionCookieAttributes);
		event.cookies.set(DEVICE_COOKIE, signed.device, deviceCookieAttributes);
		const there = signed.mustChangePassword ? '/account?change=1' : nextPath(next, signed.landing);
		redirect(303, addressAfterSignIn(world, event.request, identifier, there));
	}),
};
