import {
	archiveCohort,
	archiveCohortForm,
	readCohortAndRecordLook,
	closeCohort,
	closeCohortForm,
	editCohort,
	editCohortForm,
} from '#cohort/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { Actions, PageServerLoad } from './$types';
import { cohortView } from './cohort-view.ts';

const CHANGES = ['edited', 'closed', 'archived', 'unarchived'] as const;

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
	edit: formAction(editCohortForm, async (input, event) => {
		const { locals, params } = event;
		await editCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=edited`);
	}),
	archive: formAction(archiveCohortForm, async ({ key }, event) => {
		const { locals, params } = event;
		await archiveCohort(locals.world, locals.actor, { cohort: params.id, archived: true, key });
		redirectDone(event, `/cohorts/${params.id}?done=archived`);
	}),
	unarchive: formAction(archiveCohortForm, async ({ key }, event) => {
		const { locals, params } = event;
		await archiveCohort(locals.world, locals.actor, { cohort: params.id, archived: false, key });
		redirectDone(event, `/cohorts/${params.id}?done=unarchived`);
	}),
	close: formAction(closeCohortForm, async (input, event) => {
		const { locals, params } = event;
		await closeCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=closed`);
	}),
};
