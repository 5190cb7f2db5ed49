import { redirect } from '@sveltejs/kit';
import {
	awardPage,
	issueTranslation,
	publicationForm,
	setAwardVisibility,
	translationForm,
} from '#awards/server';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { revokeAwardAction } from '#web/revoke-action.ts';
import { awardView } from '#presentation/award/award-view.ts';

const DONE = ['published', 'revoked', 'sibling'] as const;

export const load = loadPage(async ({ locals, params, url, setHeaders }: PageServerLoadEvent) => {
	const page = await awardPage(locals.world, locals.actor, params.id);
	setHeaders({ 'x-robots-tag': 'noindex' });
	const done = DONE.find((one) => one === url.searchParams.get('done'));
	// The address with `?done=` may be passed on: only the person who acted (the owner, or the signed-in
	// person who revoked) sees the confirmation.
	const told = done === 'revoked' ? locals.actor.kind === 'person' : page.rights.owner;
	return { ...awardView(page, locals.locale, locals.world.now()), done: told ? done : undefined };
});

export const actions = {
	publish: formAction(publicationForm, async (input, { locals: { world, actor }, params }: RequestEvent) => {
		await setAwardVisibility(world, actor, params.id, input);
		redirect(303, `/b/${params.id}?done=published`);
	}),
	sibling: formAction(translationForm, async (_input, { locals: { world, actor }, params }: RequestEvent) => {
		const { award } = await issueTranslation(world, actor, params.id);
		redirect(303, `/b/${award}?done=sibling`);
	}),
	revoke: revokeAwardAction,
};
