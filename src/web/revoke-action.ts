import type { Cookies } from '@sveltejs/kit';
import { revokeAward, revokeAwardForm } from '#awards/server';
import { redirectDone } from './done-cookie.ts';
import { formAction } from './form-action.ts';

interface RevokeEvent {
	readonly request: Request;
	readonly locals: App.Locals;
	readonly url: URL;
	readonly cookies: Cookies;
	readonly route: { readonly id: string | null };
	readonly params: { readonly id: string };
}

/**
 * The form action that revokes an award with its reason, then redirects to the award's page, which confirms
 * it.
 */
export const revokeAwardAction = formAction(revokeAwardForm, async (input, event: RevokeEvent) => {
	const { locals, params } = event;
	await revokeAward(locals.world, locals.actor, params.id, input);
	redirectDone(event, `/b/${params.id}?done=revoked`);
});
