import { json } from '@sveltejs/kit';
import { keepTrial, trialForm } from '#assessment/server';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';

const keep = formAction(trialForm, async (trial, { locals: { world, actor, locale } }: RequestEvent) => {
	return keepTrial(world, actor, { ...trial, locale });
});

/** Keeps, in the account of the person, what they had answered without one; answers with what differs, or a sentence. */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if ('done' in result) return json(result.done);
	return json({ problem: result.data.problems[0]?.text }, { status: result.status });
};
