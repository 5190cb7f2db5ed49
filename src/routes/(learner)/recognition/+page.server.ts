import { isJustAwarded } from '#awards';
import { myBadges } from '#applications/server';
import { myAdvisers } from '#identity/server';
import { listFormat } from '#platform';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { recognitionView } from './recognition-view.ts';

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const mine = await myBadges(world, actor);
	const just = mine.awards.find(({ award }) => award.id === url.searchParams.get('awarded'))?.award;
	const fresh = just && isJustAwarded(just, world.now()) ? just.id : null;
	const view = recognitionView(mine, locale, fresh, world.now());
	const awarded = view.awards.find(({ id }) => id === fresh) ?? null;
	return {
		...view,
		awarded,
		/**
		 * Names of the advisers with whom the person may talk about the badge just awarded; empty without
		 * one.
		 */
		advisers: listFormat(locale, 'disjunction').format(awarded ? await myAdvisers(world, actor) : []),
	};
});
