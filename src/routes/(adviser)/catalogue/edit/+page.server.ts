import { editedCatalogue } from '#training/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import { entryFacts } from '#presentation/training/entry-text.ts';
import type { PageServerLoadEvent } from './$types';

const DONE = ['added', 'changed', 'retired', 'offered', 'imported'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { world, actor, locale } = event.locals;
	const { searchParams } = event.url;
	const retired = searchParams.get('state') === 'retired';
	const words = (searchParams.get('q') ?? '').slice(0, 80);
	const page = requestedPageNumber(event.url);
	const { entries, toComplete, ...list } = await editedCatalogue(world, actor, { page, retired, words });
	return {
		...list,
		retired,
		words,
		entries: entries.map((one) => ({ id: one.id, title: one.title, facts: entryFacts(one) })),
		toComplete: toComplete.map(({ id, title }) => ({ id, title: title[locale] })),
		done: consumeDoneCookie(event) ? (DONE.find((word) => word === searchParams.get('done')) ?? null) : null,
	};
});
