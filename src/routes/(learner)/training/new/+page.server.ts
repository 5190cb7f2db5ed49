import { redirect } from '@sveltejs/kit';
import { personOf } from '#identity';
import { recogniseByRule } from '#recognition/server';
import { recordTraining, todayOf, trainingForm } from '#training/server';
import { formAction } from '#ui/server/form-action.ts';
import { loadPage } from '#ui/server/load-page.ts';
import { dimensionChoices } from '../dimension-choices.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const dimensions = dimensionChoices(locale);
	const wanted = url.searchParams.get('dimension');
	return {
		today: await todayOf(world, actor),
		dimensions,
		// A profile leads here from the dimension it proposes to work on.
		chosen: dimensions.filter((one) => one.slug === wanted).map((one) => one.slug),
	};
});

export const actions = {
	record: formAction(trainingForm, async (input, { locals: { world, actor, locale } }: RequestEvent) => {
		await recordTraining(world, actor, input);
		const [award] = await recogniseByRule(world, personOf(actor).id, locale);
		redirect(303, award ? `/recognition?awarded=${award.id}` : '/training?done=recorded');
	}),
};
