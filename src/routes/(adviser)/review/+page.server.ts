import { dimension } from '#framework/server';
import { reviewQueue } from '#applications/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

const DONE = ['accept', 'return', 'refuse'] as const;

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const { items, ...queue } = await reviewQueue(world, actor, Number(url.searchParams.get('page') ?? '1'));
	return {
		...queue,
		done: DONE.find((one) => one === url.searchParams.get('done')) ?? null,
		items: items.map(({ id, name, definition, days, accompanied }) => ({
			id,
			name,
			days,
			accompanied,
			badge: definition.name[locale],
			number: dimension(definition.framework, definition.dimension)?.number ?? 0,
		})),
	};
});
