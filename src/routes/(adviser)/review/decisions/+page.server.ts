import { FOLLOWED_STATES, myDecisions } from '#applications/server';
import { dimension } from '#framework/server';
import { loadReading } from '#web/load-page.ts';
import { pageAsked } from '#web/page-asked.ts';
import { dayText } from '#presentation/recognition/date-text.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadReading(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const state = FOLLOWED_STATES.find((one) => one === url.searchParams.get('state')) ?? null;
	const page = pageAsked(url);
	const { items, counts, timeZone, ...pages } = await myDecisions(world, actor, { state, page });
	return {
		...pages,
		state,
		states: FOLLOWED_STATES.map((one) => ({ state: one, count: counts[one] })),
		items: items.map(({ definition, at, ...one }) => ({
			...one,
			on: dayText(at, locale, timeZone),
			name: one.name,
			badge: definition?.name[locale] ?? one.badge,
			number: definition ? (dimension(definition.framework, definition.dimension)?.number ?? 0) : 0,
			readable: definition !== undefined,
		})),
	};
});
