import { isRedirect, redirect } from '@sveltejs/kit';
import { dimensionView } from '#assessment';
import { assessmentProgressOf, answersForm, questionnaireOf } from '#assessment/server';
import { actorPseudonym } from '#identity/server';
import { notFound } from '#platform';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { addressAfterAnswering } from '#presentation/answering/after-answering.ts';
import { keepAnswers } from '#presentation/answering/keep-answers.server.ts';
import { deleteAnswersCookie, saveAnswersInCookie, answersFromCookie } from '#web/answers-cookie.server.ts';

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { world, actor, locale } = event.locals;
	const { version, mode, audience, answers } = await assessmentProgressOf(world, actor);
	const questionnaire = audience && questionnaireOf(version, audience, locale);
	const view =
		questionnaire && dimensionView(questionnaire, mode, event.params.dimension, (id) => id in answers);
	if (!view) throw notFound();
	const { levels } = questionnaire;
	return {
		version,
		audience,
		mode,
		levels,
		view,
		answers,
		holder: actorPseudonym(actor),
		kept: answersFromCookie(event),
	};
});

const answer = formAction(answersForm, async (input, event: RequestEvent) => {
	const { awarded } = await keepAnswers(input, event.locals);
	deleteAnswersCookie(event);
	const { version, mode, audience, answers } = await assessmentProgressOf(
		event.locals.world,
		event.locals.actor,
	);
	const questionnaire = audience && questionnaireOf(version, audience, event.locals.locale);
	const view =
		questionnaire && dimensionView(questionnaire, mode, event.params.dimension, (id) => id in answers);
	redirect(303, addressAfterAnswering({ next: view?.next ?? null, awarded }));
});

export const actions = {
	answer: async (event: RequestEvent) => {
		const copy = event.request.clone();
		try {
			return await answer(event);
		} catch (problem) {
			if (isRedirect(problem) && problem.location.startsWith('/sign-in'))
				await saveAnswersInCookie(event, copy);
			throw problem;
		}
	},
};
