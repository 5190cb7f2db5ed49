import { forgottenForm, mustSendMail, requestNewPassword } from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { world } }) => {
	mustSendMail(world);
	return {};
});

export const actions: Actions = {
	default: formAction(forgottenForm, async ({ email, key }, event) => {
		const { world, locale } = event.locals;
		await requestNewPassword(world, { email, key, locale, address: event.getClientAddress() });
	}),
};
