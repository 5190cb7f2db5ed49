import { redirect } from '@sveltejs/kit';
import { answersForm, assessmentProgressOf } from '#assessment/server';
import { elementAddress } from '#framework';
import { actorPseudonym } from '#identity/server';
import { notFound } from '#platform';
import { keepAnswers } from '#presentation/answering/keep-answers.server.ts';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals, params }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const { version, themes } = await assessmentProgressOf(world, actor);
	const at = themes.findIndex(({ theme }) => theme.slug === params.theme);
	const asked = themes[at];
	if (!asked) throw notFound();
	const { theme, statements, said } = asked;
	return {
		title: theme.title[locale],
		summary: theme.summary[locale],
		address: elementAddress(version, theme.dimension, theme.slug),
		holder: actorPseudonym(actor),
		levels: levelNames(version, locale),
		said,
		statements: statements.map(({ statement: { id, tellsApart, text, example }, answer, revision }) => ({
			...{ id, level: tellsApart, text: text[locale], example: example[locale], answer, revision },
		})),
		next: themes[at + 1]?.theme.slug ?? null,
	};
});

export const actions = {
	answer: formAction(answersForm, async (input, { locals, params }: RequestEvent) => {
		await keepAnswers(input, locals);
		const { themes } = await assessmentProgressOf(locals.world, locals.actor);
		const at = themes.findIndex(({ theme }) => theme.slug === params.theme);
		const next = themes[at + 1]?.theme.slug;
		redirect(303, next ? `/assessment/themes/${next}` : '/profile#themes');
	}),
};
