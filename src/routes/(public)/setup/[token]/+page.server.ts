import { redirect } from '@sveltejs/kit';
import { INSTITUTION_KINDS } from '#identity';
import {
	DEVICE_COOKIE,
	deviceCookieAttributes,
	deviceLabel,
	mustBeOpenSetup,
	SESSION_COOKIE,
	sessionCookieAttributes,
	createFirstInstitution,
	setupForm,
	signIn,
} from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { addressAfterSignIn } from '#web/after-sign-in.ts';
import { readServiceProvider } from '#web/service-provider.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world }, params, setHeaders }) => {
	// While the link works, its address is a secret: it must not leak to other sites or caches. `no-referrer`
	// would also make the browser omit the form's Origin, and our own CSRF check would refuse it.
	setHeaders({ 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
	await mustBeOpenSetup(world, params.token);
	return { kinds: INSTITUTION_KINDS };
});

export const actions: Actions = {
	default: formAction(setupForm, async (input, event) => {
		const { world, locale } = event.locals;
		const { institution: name, slug, kind, username, email, displayName, password, key } = input;
		await createFirstInstitution(world, {
			token: event.params.token,
			institution: { name, slug, kind },
			person: { username, email, displayName, password, locale },
			key,
		});
		await readServiceProvider(world);
		const { token, device } = await signIn(world, {
			identifier: username,
			password,
			address: event.getClientAddress(),
			label: deviceLabel(event.request.headers.get('user-agent')),
			device: event.cookies.get(DEVICE_COOKIE),
		});
		event.cookies.set(SESSION_COOKIE, token, sessionCookieAttributes);
		event.cookies.set(DEVICE_COOKIE, device, deviceCookieAttributes);
		redirect(303, addressAfterSignIn(world, event.request, username, '/invitations'));
	}),
};
