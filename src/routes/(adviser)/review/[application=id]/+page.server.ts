import { catalogueOf } from '#badges/server';
import { readApplicationAndRecordLook, decide, decisionForm, nextWaiting } from '#applications/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { isOnlyMine } from '../only-mine.ts';
import { reviewView } from './review-view.ts';

export const load = loadPage(
	async ({ locals: { world, actor, locale }, params, url }: PageServerLoadEvent) => {
		const found = await readApplicationAndRecordLook(world, actor, params.application);
		const onlyMine = isOnlyMine(url);
		const next = await nextWaiting(world, actor, params.application, { onlyMine });
		const rubric = catalogueOf(world).rubric(found.definition.dimension);
		return { ...reviewView(found, rubric, locale), next: next?.id ?? null, onlyMine };
	},
);

export const actions = {
	decide: formAction(decisionForm, async (input, event: RequestEvent) => {
		const { locals, params, url } = event;
		const mine = isOnlyMine(url) ? '&mine=1' : '';
		const { awaited, award } = await decide(locals.world, locals.actor, params.application, input);
		const answered = input.decision === 'accept' && award === null ? 'confirmed' : input.decision;
		const done = awaited ? 'opinion' : answered;
		redirectDone(event, `/review?done=${done}&after=${params.application}${mine}`);
	}),
};
