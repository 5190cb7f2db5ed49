import { redirect } from '@sveltejs/kit';
import { badgeJustAwardedByRule } from '#applications/server';
import {
	catalogueItem,
	isTrainingKept,
	recentTrainingDimensions,
	recordTraining,
	todayOf,
	trainingForm,
} from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { trainingFieldValues } from '../training-fields.ts';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const wanted = url.searchParams.get('dimension');
	// A profile links here with a dimension or an activity, and the catalogue with an activity.
	const asked = url.searchParams.get('suggestion') ?? '';
	const suggestion = await catalogueItem(world, actor, asked, locale);
	const slugs = suggestion?.dimensions ?? (wanted === null ? [] : [wanted]);
	const recent = await recentTrainingDimensions(world, actor);
	const dimensions = dimensionChoices(locale, { chosen: slugs, recent });
	return {
		today: await todayOf(world, actor),
		dimensions,
		chosen: dimensions.filter((one) => slugs.includes(one.slug)).map((one) => one.slug),
		suggested: suggestion,
	};
});

export const actions = {
	record: formAction(
		trainingForm,
		async (input, event: RequestEvent) => {
			const { world, actor, locale } = event.locals;
			const { id, at } = await recordTraining(world, actor, { ...input, locale });
			// The form came again after the activity was removed: the list of activities shows where it is.
			if (!(await isTrainingKept(world, actor, id))) redirect(303, '/training');
			const award = await badgeJustAwardedByRule(world, actor, new Date(at));
			redirectDone(event, award ? `/recognition?awarded=${award.id}` : '/training?done=recorded');
		},
		{ first: { fields: trainingFieldValues, at: (answer) => `/training/${(answer as { id: string }).id}` } },
	),
};
