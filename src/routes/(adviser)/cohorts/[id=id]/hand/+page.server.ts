import { cohortToHandOver, handCohortOver, handOverForm } from '#cohort/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { world, actor }, params }) =>
	cohortToHandOver(world, actor, params.id),
);

export const actions: Actions = {
	hand: formAction(handOverForm, async (input, event) => {
		const { locals, params } = event;
		await handCohortOver(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, '/cohorts?handed');
	}),
};
