import { addressToVerify, keyForm, verifyEmail } from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { SECRET_ADDRESS } from '#web/secret-address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world }, params, setHeaders }) => {
	setHeaders(SECRET_ADDRESS);
	return { email: await addressToVerify(world, params.token) };
});

export const actions: Actions = {
	default: formAction(keyForm, ({ key }, { locals, params }) =>
		verifyEmail(locals.world, { token: params.token, key }),
	),
};
