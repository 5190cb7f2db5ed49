import {
	catalogueEntryForm,
	changeEntry,
	entryToEdit,
	retireEntryForm,
	setEntryRetired,
} from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { entryFacts } from '#presentation/training/entry-text.ts';
import { entryChoices } from '../entry-choices.ts';
import { entryFieldValues } from '../entry-fields.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const {
		id: _,
		institution: __,
		retiredAt,
		revision,
		...entry
	} = await entryToEdit(world, actor, params.id);
	return {
		entry,
		revision,
		retired: retiredAt !== null,
		facts: entryFacts(entry),
		choices: entryChoices(locale),
	};
});

const retire = (retired: boolean) =>
	formAction(retireEntryForm, async ({ key }, event: RequestEvent) => {
		const { locals, params } = event;
		await setEntryRetired(locals.world, locals.actor, { id: params.id, retired, key });
		redirectDone(event, `/catalogue/edit?done=${retired ? 'retired' : 'offered'}`);
	});

export const actions = {
	change: formAction(
		catalogueEntryForm,
		async (input, event: RequestEvent) => {
			const { locals, params } = event;
			const change = { ...input, id: params.id, revision: input.revision ?? 0 };
			await changeEntry(locals.world, locals.actor, change);
			redirectDone(event, '/catalogue/edit?done=changed');
		},
		{ first: { fields: entryFieldValues } },
	),
	retire: retire(true),
	offer: retire(false),
};
