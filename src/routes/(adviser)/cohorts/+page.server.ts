import { redirect } from '@sveltejs/kit';
import { endOfSchoolYear, formatJoinCode } from '#cohort';
import { advisedCohorts, createCohortForm, createCohort } from '#cohort/server';
import { can, mustHoldRole } from '#identity';
import { institutionById } from '#identity/server';
import { civilDate } from '#platform';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async (event) => {
	const { world, actor } = event.locals;
	const cohorts = await advisedCohorts(world, actor);
	const { institution } = mustHoldRole(actor, 'adviser');
	const { timeZone, kind } = await institutionById(world, institution);
	return {
		handed: event.url.searchParams.has('handed') && consumeDoneCookie(event),
		/** False in a RÉCIT service, where nobody learns. */
		learners: kind !== 'recit',
		/** True for whoever edits the catalogue of the institution where they act. */
		edits: can(actor, 'curate', { kind: 'institution', institution }),
		cohorts: cohorts.map(({ id, name, members, joinCode, endsOn, archivedAt }) => ({
			...{ id, name, members, endsOn },
			code: formatJoinCode(joinCode),
			archived: archivedAt !== null,
		})),
		/** The cohort whose choices the form for a new one repeats. */
		alike: cohorts.find(({ id }) => id === event.url.searchParams.get('from')) ?? null,
		proposedEnd: endOfSchoolYear(civilDate(world.now(), timeZone)),
	};
});

export const actions: Actions = {
	create: formAction(
		createCohortForm,
		async (input, { locals: { world, actor } }) => {
			redirect(303, `/cohorts/${await createCohort(world, actor, input)}`);
		},
		{ first: { at: (answer) => `/cohorts/${String(answer)}` } },
	),
};
