import { json } from '@sveltejs/kit';
import { answeringOf, answersForm } from '#assessment/server';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';
import { keepAnswers } from '../keep-answers.server.ts';
import { forgetChoices } from '#web/kept-choices.server.ts';

const keep = formAction(answersForm, async (input, event: RequestEvent) => {
	const kept = await keepAnswers(input, event.locals);
	forgetChoices(event);
	return kept;
});

/**
 * Keeps answers that a page sends by itself: what a button would send, answered with the revisions, or with a sentence;
 * a stale answer (409) also gets every current answer.
 */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if ('done' in result) return json(result.done);
	const { status, data } = result;
	const { world, actor } = event.locals;
	const answers = status === 409 ? (await answeringOf(world, actor)).answers : undefined;
	return json({ problem: data.problems[0]?.text, answers }, { status });
};
