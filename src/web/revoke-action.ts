import { redirect } from '@sveltejs/kit';
import { revokeAward, revokeAwardForm } from '#awards/server';
import { formAction } from './form-action.ts';

interface RevokeEvent {
	readonly request: Request;
	readonly locals: App.Locals;
	readonly url: URL;
	readonly route: { readonly id: string | null };
	readonly params: { readonly id: string };
}

/**
 * The form action that revokes an award with its reason, then redirects to the award's page, which confirms
 * it.
 */
export const revokeAwardAction = formAction(
	revokeAwardForm,
	async (input, { locals: { world, actor }, params }: RevokeEvent) => {
		await revokeAward(world, actor, params.id, input);
		redirect(303, `/b/${params.id}?done=revoked`);
	},
);
