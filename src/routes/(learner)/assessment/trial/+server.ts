import { json } from '@sveltejs/kit';
import { storeTrialAnswers, trialForm } from '#assessment/server';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';

const keep = formAction(trialForm, async (trial, { locals: { world, actor, locale } }: RequestEvent) => {
	return storeTrialAnswers(world, actor, { ...trial, locale });
});

/**
 * Saves in the person's account the answers of a trial kept in their browser (`/try`). Responds with the
 * answers that conflict with those of the account, or with the sentence of a refusal.
 */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if ('done' in result) return json(result.done);
	return json({ problem: result.data.problems[0]?.text }, { status: result.status });
};
