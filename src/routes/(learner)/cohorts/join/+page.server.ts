import { redirect } from '@sveltejs/kit';
import { shownJoinCode } from '#cohort';
import {
	codeForm,
	joinCohort,
	joinCohortForm,
	joinedCohorts,
	leaveCohort,
	leaveCohortForm,
	offerOf,
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
	look: formAction(codeForm, async ({ code }, { locals: { world, actor } }) => {
		const offer = await offerOf(world, actor, code);
		return { ...offer, code: shownJoinCode(offer.code) };
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
