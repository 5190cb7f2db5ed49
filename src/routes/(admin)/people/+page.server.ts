import { redirect } from '@sveltejs/kit';
import { bulkActForm, draftBulkAct, listPeople } from '#identity/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { Actions, PageServerLoad } from './$types';
import { peopleFilterOf } from './people-filter.ts';

export const load: PageServerLoad = loadPage(async (event) => {
	const { url } = event;
	const { world, actor } = event.locals;
	const filter = peopleFilterOf(url);
	const page = requestedPageNumber(url);
	return {
		...{ ...filter, mails: world.mailing !== null },
		discarded: url.searchParams.has('discarded') && consumeDoneCookie(event),
		...(await listPeople(world, actor, { ...filter, page })),
	};
});

export const actions: Actions = {
	choose: formAction(
		bulkActForm,
		async ({ act, scope, people, key }, { locals: { world, actor }, url }) => {
			const chosen = { act, people: scope === 'all' ? null : people, filter: peopleFilterOf(url), key };
			redirect(303, `/people/acts/${await draftBulkAct(world, actor, chosen)}`);
		},
		{ first: { at: (answer) => `/people/acts/${String(answer)}` } },
	),
};
