import { redirect } from '@sveltejs/kit';
import { answersForm } from '#assessment/server';
import { isFrameworkVersion } from '#framework';
import { holderOf } from '#identity/server';
import { ownDimension } from '#profile/server';
import { keepAnswers } from '#presentation/answering/keep-answers.server.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { answeringView, dimensionSheet } from './dimension-sheet.ts';

export const load = loadPage(async ({ locals, params, url }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const asked = url.searchParams.get('version');
	const own = await ownDimension(world, actor, params.dimension, isFrameworkVersion(asked) ? asked : null);
	return {
		...dimensionSheet(world, own, locale),
		...answeringView(own, locale),
		holder: holderOf(actor),
		done: url.searchParams.get('done') === 'answered',
	};
});

export const actions = {
	answer: formAction(answersForm, async (input, { locals, params }: RequestEvent) => {
		const { awarded } = await keepAnswers(input, locals);
		redirect(
			303,
			awarded ? `/recognition?awarded=${awarded.id}` : `/profile/${params.dimension}?done=answered`,
		);
	}),
};
