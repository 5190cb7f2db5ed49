import { mustBeLearner } from '#identity';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import { importFaultTexts } from '#presentation/training/import-fault-text.server.ts';
import { importTrainings, previewTrainings, trainingTableForm } from '#training/server';
import { redirectDone } from '#web/done-cookie.ts';
import { formActionWithTrainings } from '#web/file-forms/form-with-trainings.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(({ locals: { actor, locale } }: PageServerLoadEvent) => {
	mustBeLearner(actor);
	return { dimensions: dimensionChoices(locale) };
});

const ways = { before: ({ locals }: RequestEvent) => void mustBeLearner(locals.actor) };

export const actions = {
	check: formActionWithTrainings(
		trainingTableForm,
		async ({ content, defaults }, { locals: { world, actor, locale } }: RequestEvent) => {
			const preview = await previewTrainings(world, actor, { content, defaults });
			const { whole, rows } = importFaultTexts(preview, locale);
			const { added, same, repeated, unfinished, others, faultCount } = preview;
			const isSound = whole === null && faultCount === 0;
			return {
				...{ counts: { added, same, repeated, unfinished, others }, faultCount, whole, rows },
				first: preview.first.map(({ line, title, date, minutes }) => ({ line, title, date, minutes })),
				give: isSound && added > 0 ? { content, ...defaults } : null,
			};
		},
		ways,
	),
	import: formActionWithTrainings(
		trainingTableForm,
		async (input, event: RequestEvent) => {
			const { world, actor, locale } = event.locals;
			await importTrainings(world, actor, { ...input, locale });
			redirectDone(event, '/training?done=imported');
		},
		ways,
	),
};
