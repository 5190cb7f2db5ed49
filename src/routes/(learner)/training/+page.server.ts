import { mustBePerson } from '#identity';
import {
	eraseTrainingForGood,
	institutionUnderAct,
	listTrainings,
	putBackTraining,
	recentlyRemoved,
	putBackOrEraseTrainingForm,
	searchForm,
	searchTrainings,
	trainingTotals,
} from '#training/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import { latestOf, lines } from './training-lines.ts';

const DONE = ['recorded', 'changed', 'removed', 'back', 'erased', 'looked', 'imported'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, url } = event;
	const { world, actor, locale } = locals;
	const { items, ...list } = await listTrainings(world, actor, requestedPageNumber(url));
	const totals = await trainingTotals(world, mustBePerson(actor).id);
	return {
		...list,
		done: consumeDoneCookie(event)
			? (DONE.find((word) => word === url.searchParams.get('done')) ?? null)
			: null,
		totals: dimensionChoices(locale).map((one) => ({ ...one, ...totals[one.slug] })),
		items: lines(items, locale),
		latest: latestOf(items),
		removed: await recentlyRemoved(world, actor),
		hasHours: (await institutionUnderAct(world, actor)) !== undefined,
	};
});

export const actions = {
	putBack: formAction(putBackOrEraseTrainingForm, async ({ removed: id, key }, event: RequestEvent) => {
		await putBackTraining(event.locals.world, event.locals.actor, { id, key });
		redirectDone(event, '/training?done=back');
	}),
	erase: formAction(putBackOrEraseTrainingForm, async ({ removed: id, key }, event: RequestEvent) => {
		await eraseTrainingForGood(event.locals.world, event.locals.actor, { id, key });
		redirectDone(event, '/training?done=erased');
	}),
	// The search is a POST, because addresses are logged on the way and the words may be from a private
	// reflection.
	search: formAction(searchForm, async ({ words }, { locals }: RequestEvent) => {
		const { items, ...found } = await searchTrainings(locals.world, locals.actor, words);
		return { words, ...found, items: lines(items, locals.locale) };
	}),
};
