import {
	importRoster,
	previewRoster,
	readRosterAndRecordLook,
	removeRoster,
	rosterKeyForm,
	rosterFileForm,
} from '#cohort/server';
import { mustHoldRole } from '#identity';
import { rosterFaultTexts } from '#presentation/cohort/roster-text.server.ts';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formActionWithRoster } from '#web/file-forms/form-with-roster.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

const CHANGES = ['imported', 'removed'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { params, url, locals } = event;
	const done = CHANGES.find((one) => one === url.searchParams.get('done')) ?? null;
	const page = requestedPageNumber(url);
	return {
		...(await readRosterAndRecordLook(locals.world, locals.actor, params.id, page)),
		changed: done && consumeDoneCookie(event) ? done : null,
	};
});

const ways = { before: ({ locals }: RequestEvent) => void mustHoldRole(locals.actor, 'adviser') };

export const actions = {
	check: formActionWithRoster(
		rosterFileForm,
		async ({ content }, { locals: { world, actor }, params }: RequestEvent) => {
			const preview = await previewRoster(world, actor, { cohort: params.id, content });
			const { added, changed, same, repeated, faultCount, unread } = preview;
			const { whole, rows } = rosterFaultTexts(preview);
			const isSound = whole === null && faultCount === 0;
			return {
				...{ added, changed, same, repeated, faultCount, unread, whole, rows },
				content: isSound && added + changed > 0 ? content : null,
			};
		},
		ways,
	),
	import: formActionWithRoster(
		rosterFileForm,
		async ({ content, key }, event: RequestEvent) => {
			const { locals, params } = event;
			await importRoster(locals.world, locals.actor, { cohort: params.id, content, key });
			redirectDone(event, `/cohorts/${params.id}/roster?done=imported`);
		},
		ways,
	),
	remove: formAction(rosterKeyForm, async ({ key }, event: RequestEvent) => {
		const { locals, params } = event;
		await removeRoster(locals.world, locals.actor, { cohort: params.id, key });
		redirectDone(event, `/cohorts/${params.id}/roster?done=removed`);
	}),
};
