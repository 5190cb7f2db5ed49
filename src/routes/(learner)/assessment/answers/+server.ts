import { json } from '@sveltejs/kit';
import { assessmentProgressOf, answersForm } from '#assessment/server';
import { formAction } from '#web/form-action.ts';
import type { RequestEvent } from './$types';
import { keepAnswers } from '#presentation/answering/keep-answers.server.ts';
import { deleteAnswersCookie } from '#web/answers-cookie.server.ts';

const keep = formAction(answersForm, async (input, event: RequestEvent) => {
	const kept = await keepAnswers(input, event.locals);
	deleteAnswersCookie(event);
	return kept;
});

/**
 * Saves the self-assessment answers that a page's script sends, exactly as the form's button would. Responds
 * with their new revisions, or with the sentence of a refusal; a 409 (answers changed elsewhere) also returns
 * all current answers.
 */
export const POST = async (event: RequestEvent) => {
	const result = await keep(event);
	if ('done' in result) return json(result.done);
	const { status, data } = result;
	const { world, actor } = event.locals;
	const answers = status === 409 ? (await assessmentProgressOf(world, actor)).answers : undefined;
	return json({ problem: data.problems[0]?.text, answers }, { status });
};
