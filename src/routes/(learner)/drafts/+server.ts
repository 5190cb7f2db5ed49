import { json } from '@sveltejs/kit';
import { draftForm, saveDraft } from '#drafts/server';
import { Refusal } from '#platform';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';

const keep = formAction(draftForm, async ({ holder, settled, ...draft }, { locals }: RequestEvent) => {
	const { world, actor, drafts } = locals;
	if (holder !== undefined && drafts.holder !== null && holder !== drafts.holder)
		throw new Refusal('drafts.other-person', { status: 403 });
	return saveDraft(world, actor, { ...draft, settled: settled === 'yes' });
});

/**
 * Saves a draft that a page's script sends. Responds with its new revision; or with 409 and the stored draft,
 * if another version was stored meanwhile; or with the sentence of a refusal.
 */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if (!('done' in result)) return json({ problem: result.data.problems[0]?.text }, { status: result.status });
	return json(result.done, { status: result.done.kind === 'stale' ? 409 : 200 });
};
