import { badgeJustAwardedByRule } from '#applications/server';
import {
	changeTraining,
	removeTraining,
	removeTrainingForm,
	todayOf,
	trainingById,
	trainingForm,
} from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { trainingFieldValues } from '../training-fields.ts';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const { title, date, minutes, kind, dimensions, reflection, link, revision } = await trainingById(
		world,
		actor,
		params.id,
	);
	return {
		training: { title, date, minutes, kind, dimensions, reflection, link },
		revision,
		today: await todayOf(world, actor),
		dimensions: dimensionChoices(locale),
	};
});

export const actions = {
	change: formAction(
		trainingForm,
		async (input, event: RequestEvent) => {
			const { locals, params } = event;
			const { world, actor, locale } = locals;
			const change = { ...input, locale, id: params.id, revision: input.revision ?? 0 };
			const { at } = await changeTraining(world, actor, change);
			const award = await badgeJustAwardedByRule(world, actor, new Date(at));
			redirectDone(event, award ? `/recognition?awarded=${award.id}` : '/training?done=changed');
		},
		{ first: { fields: trainingFieldValues } },
	),
	remove: formAction(removeTrainingForm, async ({ key }, event: RequestEvent) => {
		const { locals, params } = event;
		await removeTraining(locals.world, locals.actor, { id: params.id, key });
		redirectDone(event, '/training?done=removed');
	}),
};
