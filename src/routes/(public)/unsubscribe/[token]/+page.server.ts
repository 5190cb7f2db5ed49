import { mustBeUnsubscribeToken, unsubscribe } from '#identity/server';
import { Refusal } from '#platform';
import { loadPageWithoutDrafts, refuse } from '#web/load-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPageWithoutDrafts(({ locals: { world }, params, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
	mustBeUnsubscribeToken(world, params.token);
	return {};
});

export const actions: Actions = {
	/**
	 * Unsubscribes at once, whatever the form holds: a mail program sends it in one tap (RFC 8058), with no
	 * cookie, no key and no page of ours. Sent again, it changes nothing.
	 */
	default: async (event) => {
		try {
			await unsubscribe(event.locals.world, event.params.token);
			return { done: true };
		} catch (problem) {
			if (problem instanceof Refusal) refuse(problem, event);
			throw problem;
		}
	},
};
