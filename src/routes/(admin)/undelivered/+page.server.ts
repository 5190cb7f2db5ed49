import { administeredInstitution, readUndelivered, tryAgain, tryAgainForm } from '#identity/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { world, actor } }) =>
	readUndelivered(world, actor, administeredInstitution(actor)),
);

export const actions: Actions = {
	again: formAction(tryAgainForm, async (input, { locals: { world, actor } }) => {
		await tryAgain(world, actor, { ...input, institution: administeredInstitution(actor) });
		return { again: true };
	}),
};
