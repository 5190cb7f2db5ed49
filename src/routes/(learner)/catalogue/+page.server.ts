import { searchCatalogue } from '#training/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import type { PageServerLoadEvent } from './$types';
import { catalogueView } from './catalogue-view.ts';

export const load = loadPageWithoutDrafts(async (event: PageServerLoadEvent) => {
	const { world, actor, locale } = event.locals;
	const words = (event.url.searchParams.get('q') ?? '').slice(0, 80);
	const dimensions = dimensionChoices(locale);
	const asked = event.url.searchParams.get('dimension');
	const dimension = dimensions.find(({ slug }) => slug === asked)?.slug ?? null;
	const found = await searchCatalogue(world, actor, { words, dimension, locale });
	return { words, dimension, dimensions, ...catalogueView(found, locale) };
});
