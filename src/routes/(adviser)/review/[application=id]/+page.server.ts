import { applicationForReview, decide, decisionForm, nextWaiting } from '#applications/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { reviewView } from './review-view.ts';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const found = await applicationForReview(world, actor, params.application);
	const next = await nextWaiting(world, actor, params.application);
	return { ...reviewView(found, locale), next: next?.id ?? null };
});

export const actions = {
	decide: formAction(decisionForm, async (input, event: RequestEvent) => {
		const { locals, params } = event;
		await decide(locals.world, locals.actor, params.application, input);
		redirectDone(event, `/review?done=${input.decision}&after=${params.application}`);
	}),
};
