import {
	acceptSlip,
	acceptSlipForm,
	cohortCodeForm,
	joinCohort,
	joinCohortForm,
	joinedCohorts,
	leaveCohort,
	leaveCohortForm,
	offeredSlips,
} from '#cohort/server';
import { mustBeLearner } from '#identity';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';
import { offerFromLink, offerOf } from './offer.ts';

export const load: PageServerLoad = loadPage(async (event) => {
	const { world, actor } = event.locals;
	mustBeLearner(actor);
	const { searchParams } = event.url;
	const done = consumeDoneCookie(event);
	return {
		...(await offerFromLink(event.locals, searchParams.get('code') ?? '')),
		slips: await offeredSlips(world, actor),
		joined: await joinedCohorts(world, actor),
		left: done && searchParams.has('left'),
		welcome: done && searchParams.has('joined'),
	};
});

export const actions: Actions = {
	look: formAction(cohortCodeForm, async ({ code }, { locals }) => offerOf(locals, code)),
	join: formAction(joinCohortForm, async (input, event) => {
		await joinCohort(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/cohorts/join?joined');
	}),
	accept: formAction(acceptSlipForm, async (input, event) => {
		await acceptSlip(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/cohorts/join?joined');
	}),
	leave: formAction(leaveCohortForm, async (input, event) => {
		await leaveCohort(event.locals.world, event.locals.actor, input);
		redirectDone(event, '/cohorts/join?left');
	}),
};
