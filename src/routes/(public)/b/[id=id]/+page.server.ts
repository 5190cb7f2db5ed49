import {
	awardPage,
	bindingForm,
	issueTranslation,
	publicationForm,
	setAwardBinding,
	setAwardVisibility,
	translationForm,
} from '#awards/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { revokeAwardAction } from '#web/revoke-action.ts';
import { awardView } from '#presentation/award/award-view.ts';

const DONE = ['published', 'bound', 'unbound', 'revoked', 'sibling'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, params, url, setHeaders } = event;
	const page = await awardPage(locals.world, locals.actor, params.id);
	setHeaders({ 'x-robots-tag': 'noindex' });
	const done = DONE.find((one) => one === url.searchParams.get('done'));
	// The address with `?done=` may be passed on: only the person who acted sees the confirmation.
	const told = done !== undefined && consumeDoneCookie(event);
	return { ...awardView(page, locals.locale, locals.world.now()), done: told ? done : undefined };
});

export const actions = {
	publish: formAction(publicationForm, async (input, event: RequestEvent) => {
		await setAwardVisibility(event.locals.world, event.locals.actor, event.params.id, input);
		redirectDone(event, `/b/${event.params.id}?done=published`);
	}),
	bind: formAction(bindingForm, async ({ bound }, event: RequestEvent) => {
		await setAwardBinding(event.locals.world, event.locals.actor, event.params.id, { bound });
		redirectDone(event, `/b/${event.params.id}?done=${bound ? 'bound' : 'unbound'}`);
	}),
	sibling: formAction(translationForm, async (_input, event: RequestEvent) => {
		const { award } = await issueTranslation(event.locals.world, event.locals.actor, event.params.id);
		redirectDone(event, `/b/${award}?done=sibling`);
	}),
	revoke: revokeAwardAction,
};
