import { redirect } from '@sveltejs/kit';
import { formatJoinCode } from '#cohort';
import {
	cohortCodeForm,
	joinCohort,
	joinCohortForm,
	joinedCohorts,
	leaveCohort,
	leaveCohortForm,
	cohortPreview,
} from '#cohort/server';
import { learnerMembership } from '#identity';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url }) => {
	learnerMembership(actor);
	return {
		joined: await joinedCohorts(world, actor),
		left: url.searchParams.has('left'),
		welcome: url.searchParams.has('joined'),
	};
});

export const actions: Actions = {
	look: formAction(cohortCodeForm, async ({ code }, { locals: { world, actor } }) => {
		const offer = await cohortPreview(world, actor, code);
		return { ...offer, code: formatJoinCode(offer.code) };
	}),
	join: formAction(joinCohortForm, async (input, { locals: { world, actor } }) => {
		await joinCohort(world, actor, input);
		redirect(303, '/cohorts/join?joined');
	}),
	leave: formAction(leaveCohortForm, async (input, { locals: { world, actor } }) => {
		await leaveCohort(world, actor, input);
		redirect(303, '/cohorts/join?left');
	}),
};
