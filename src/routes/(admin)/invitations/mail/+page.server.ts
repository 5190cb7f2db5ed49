import { redirect } from '@sveltejs/kit';
import {
	administeredInstitution,
	draftBatch,
	findMailedInvitations,
	institutionById,
	listBatches,
	peopleForm,
} from '#identity/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { formActionWithPeople } from '#web/file-forms/form-with-people.ts';
import { loadPage } from '#web/load-page.ts';
import { mailedListAsked } from './mailed-list-query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = loadPage(async (event) => {
	const { world, actor } = event.locals;
	const institution = administeredInstitution(actor);
	const asked = mailedListAsked(event.url);
	const { name, language } = await institutionById(world, institution);
	return {
		institution: name,
		language,
		sendsMail: world.mailing !== null,
		discarded: event.url.searchParams.has('discarded') && consumeDoneCookie(event),
		search: asked.search,
		found: asked.search ? await findMailedInvitations(world, actor, { institution, ...asked }) : null,
		...(await listBatches(world, actor, { institution, page: asked.page })),
	};
});

export const actions: Actions = {
	check: formActionWithPeople(
		peopleForm,
		async (input, { locals: { world, actor } }: RequestEvent) => {
			const institution = administeredInstitution(actor);
			redirect(303, `/invitations/mail/${await draftBatch(world, actor, { ...input, institution })}`);
		},
		{ before: ({ locals }: RequestEvent) => void administeredInstitution(locals.actor) },
	),
};
