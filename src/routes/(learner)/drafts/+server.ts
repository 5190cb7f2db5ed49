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
 * Keeps what somebody is writing, as their page sends it by itself: answers with its revision, with the version that
 * came first (409), or with a sentence.
 */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if (!('done' in result)) return json({ problem: result.data.problems[0]?.text }, { status: result.status });
	return json(result.done, { status: result.done.kind === 'stale' ? 409 : 200 });
};
