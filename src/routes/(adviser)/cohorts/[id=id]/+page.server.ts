import {
	readCohortAndRecordLook,
	closeCohort,
	closeCohortForm,
	renameCohort,
	renameCohortForm,
} from '#cohort/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { Actions, PageServerLoad } from './$types';
import { cohortView } from './cohort-view.ts';

const CHANGES = ['renamed', 'closed'] as const;

export const load: PageServerLoad = loadPage(async (event) => {
	const { params, url } = event;
	const { world, actor, locale } = event.locals;
	const done = CHANGES.find((one) => one === url.searchParams.get('done')) ?? null;
	const seen = await readCohortAndRecordLook(
		world,
		actor,
		params.id,
		requestedPageNumber(url),
		requestedPageNumber(url, 'waiting'),
	);
	return {
		...cohortView(seen, { origin: world.origin, locale }),
		/** What a form of this page has just done. */
		changed: done && consumeDoneCookie(event) ? done : null,
	};
});

export const actions: Actions = {
	rename: formAction(renameCohortForm, async (input, event) => {
		const { locals, params } = event;
		await renameCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=renamed`);
	}),
	close: formAction(closeCohortForm, async (input, event) => {
		const { locals, params } = event;
		await closeCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=closed`);
	}),
};
