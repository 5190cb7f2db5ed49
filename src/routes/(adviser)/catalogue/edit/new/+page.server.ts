import { addEntry, catalogueEntryForm, editedInstitution } from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { entryChoices } from '../entry-choices.ts';
import { entryFieldValues } from '../entry-fields.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(({ locals: { actor, locale } }: PageServerLoadEvent) => {
	editedInstitution(actor);
	return { choices: entryChoices(locale) };
});

export const actions = {
	add: formAction(
		catalogueEntryForm,
		async (input, event: RequestEvent) => {
			await addEntry(event.locals.world, event.locals.actor, input);
			redirectDone(event, '/catalogue/edit?done=added');
		},
		{ first: { fields: entryFieldValues, at: (answer) => `/catalogue/edit/${String(answer)}` } },
	),
};
