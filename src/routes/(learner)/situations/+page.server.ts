import { situationsFor } from '#assessment/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const { situations, next } = await situationsFor(world, actor);
	return {
		next,
		situations: situations.map(({ dimension: { slug, number, title, short }, situation, done }) => ({
			slug,
			number,
			dimension: title[locale],
			short: short[locale],
			title: situation.title[locale],
			chosenAt: done?.chosenAt ?? null,
		})),
	};
});
