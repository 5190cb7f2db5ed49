import {
	administeredCohort,
	confirmRoster,
	confirmRosterForm,
	handCohortOver,
	handOverForm,
} from '#cohort/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async (event) => {
	const { params, url } = event;
	const { world, actor } = event.locals;
	const done = consumeDoneCookie(event);
	return {
		...(await administeredCohort(world, actor, params.id)),
		handed: url.searchParams.has('handed') && done,
		confirmed: url.searchParams.has('confirmed') && done,
	};
});

export const actions: Actions = {
	hand: formAction(handOverForm, async (input, event) => {
		const { locals, params } = event;
		await handCohortOver(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/people/cohorts/${params.id}?handed`);
	}),
	confirm: formAction(confirmRosterForm, async ({ key, people }, event) => {
		const { locals, params } = event;
		await confirmRoster(locals.world, locals.actor, { cohort: params.id, key, people });
		redirectDone(event, `/people/cohorts/${params.id}?confirmed`);
	}),
};
