import { chooseNewPassword, newPasswordFor, newPasswordForm } from '#identity/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world }, params, setHeaders }) => {
	setHeaders(SECRET_ADDRESS);
	return { username: await newPasswordFor(world, params.token) };
});

export const actions: Actions = {
	default: formAction(newPasswordForm, async (input, event) => {
		const { token } = event.params;
		await chooseNewPassword(event.locals.world, { ...input, token, address: event.getClientAddress() });
		redirectDone(event, '/sign-in?password=new', { signedOut: true });
	}),
};
