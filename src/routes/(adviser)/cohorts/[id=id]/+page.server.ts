import { cohortFor, endCohort, endCohortForm, renameCohort, renameCohortForm } from '#cohort/server';
import { isJustDone, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { pageAsked } from '#web/page-asked.ts';
import type { Actions, PageServerLoad } from './$types';
import { cohortView } from './cohort-view.ts';

const CHANGES = ['renamed', 'ended'] as const;

export const load: PageServerLoad = loadPage(async (event) => {
	const { params, url } = event;
	const { world, actor, locale } = event.locals;
	const said = CHANGES.find((one) => one === url.searchParams.get('done')) ?? null;
	const seen = await cohortFor(world, actor, params.id, pageAsked(url));
	return {
		...cohortView(seen, { origin: world.origin, locale }),
		/** What a form of this page has just done. */
		changed: said && isJustDone(event) ? said : null,
	};
});

export const actions: Actions = {
	rename: formAction(renameCohortForm, async (input, event) => {
		const { locals, params } = event;
		await renameCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=renamed`);
	}),
	close: formAction(endCohortForm, async (input, event) => {
		const { locals, params } = event;
		await endCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=ended`);
	}),
};
