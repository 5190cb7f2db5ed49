import { redirect } from '@sveltejs/kit';
import { discardForm, deleteOwnDraft } from '#drafts/server';
import { nextPath } from '#identity';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';

const discard = formAction(discardForm, async (name, { locals: { world, actor } }: RequestEvent) => {
	await deleteOwnDraft(world, actor, name);
	return nextPath(name.path, '/');
});

/** Discards a draft, and redirects to the page of its form; redirects to `/` when that is refused. */
export const POST = async (event: RequestEvent) => {
	const result = await discard(event);
	redirect(303, 'done' in result ? result.done : '/');
};
