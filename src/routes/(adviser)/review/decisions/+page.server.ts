import { WAITING_OR_DECIDED, decisionsPage } from '#applications/server';
import { latestFrameworkOf } from '#badges';
import { dimension } from '#framework/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPageWithoutDrafts(
	async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
		const state = WAITING_OR_DECIDED.find((one) => one === url.searchParams.get('state')) ?? null;
		const page = requestedPageNumber(url);
		const { items, counts, timeZone, ...pages } = await decisionsPage(world, actor, { state, page });
		return {
			...pages,
			state,
			states: WAITING_OR_DECIDED.map((one) => ({ state: one, count: counts[one] })),
			items: items.map(({ definition, at, ...one }) => ({
				...one,
				on: dayText(at, locale, timeZone),
				name: one.name,
				badge: definition?.name[locale] ?? one.badge,
				number: definition
					? (dimension(latestFrameworkOf(definition), definition.dimension)?.number ?? 0)
					: 0,
				readable: definition !== undefined,
			})),
		};
	},
);
