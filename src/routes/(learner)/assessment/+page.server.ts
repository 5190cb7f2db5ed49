import { expressFor } from '#assessment/server';
import { loadPage } from '#ui/server/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const { dimensions, answered, next } = await expressFor(world, actor);
	return {
		answered,
		next,
		dimensions: dimensions.map(({ dimension: { slug, number, title, short }, answer }) => ({
			slug,
			number,
			title: title[locale],
			short: short[locale],
			answer,
		})),
	};
});
