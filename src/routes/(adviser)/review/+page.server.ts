import { dimension } from '#framework/server';
import { nextWaiting, reviewQueue } from '#applications/server';
import { isJustDone } from '#web/done-cookie.ts';
import { loadPage } from '#web/load-page.ts';
import { pageAsked } from '#web/page-asked.ts';
import type { PageServerLoadEvent } from './$types';

const DONE = ['accept', 'return', 'refuse'] as const;

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, url } = event;
	const { world, actor, locale } = locals;
	const onlyMine = url.searchParams.get('mine') === '1';
	const { items, ...queue } = await reviewQueue(world, actor, pageAsked(url), { onlyMine });
	const said = DONE.find((one) => one === url.searchParams.get('done')) ?? null;
	const done = said && isJustDone(event) ? said : null;
	const answered = url.searchParams.get('after');
	const next = done && answered ? await nextWaiting(world, actor, answered) : null;
	return {
		...queue,
		onlyMine,
		done,
		following: next && { id: next.id, name: next.name, badge: next.definition.name[locale] },
		items: items.map(({ id, name, definition, days, accompanied, again }) => ({
			id,
			name,
			days,
			accompanied,
			again,
			badge: definition.name[locale],
			number: dimension(definition.framework, definition.dimension)?.number ?? 0,
		})),
	};
});
