import { redirect } from '@sveltejs/kit';
import { formatJoinCode } from '#cohort';
import { advisedCohorts, createCohortForm, createCohort } from '#cohort/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor } }) => ({
	cohorts: (await advisedCohorts(world, actor)).map(({ id, name, members, joinCode, endsOn }) => ({
		id,
		name,
		members,
		code: formatJoinCode(joinCode),
		endsOn,
	})),
}));

export const actions: Actions = {
	create: formAction(
		createCohortForm,
		async (input, { locals: { world, actor } }) => {
			redirect(303, `/cohorts/${await createCohort(world, actor, input)}`);
		},
		{ first: { at: (answer) => `/cohorts/${String(answer)}` } },
	),
};
