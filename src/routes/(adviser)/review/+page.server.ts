import { latestFrameworkOf } from '#badges';
import { dimension } from '#framework/server';
import { nextWaiting, reviewQueue } from '#applications/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoadEvent } from './$types';
import { isOnlyMine } from './only-mine.ts';

const DONE = ['accept', 'return', 'refuse', 'opinion', 'confirmed'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, url } = event;
	const { world, actor, locale } = locals;
	const onlyMine = isOnlyMine(url);
	const { items, ...queue } = await reviewQueue(world, actor, requestedPageNumber(url), { onlyMine });
	const said = DONE.find((one) => one === url.searchParams.get('done')) ?? null;
	const done = said && consumeDoneCookie(event) ? said : null;
	const answered = url.searchParams.get('after');
	const next = done && answered ? await nextWaiting(world, actor, answered, { onlyMine }) : null;
	return {
		...queue,
		onlyMine,
		done,
		following: next && { id: next.id, name: next.name, badge: next.definition.name[locale] },
		items: items.map(({ id, name, definition, days, accompanied, again, awaited, kind }) => ({
			id,
			name,
			days,
			accompanied,
			again,
			awaited,
			kind,
			badge: definition.name[locale],
			number: dimension(latestFrameworkOf(definition), definition.dimension)?.number ?? 0,
		})),
	};
});
