import { personOf } from '#identity';
import { notFound } from '#platform';
import { hostOf } from '#training';
import { listTrainings, trainingTotals } from '#training/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { dimensionChoices } from './dimension-choices.ts';

const DONE = ['recorded', 'changed', 'removed'] as const;

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const asked = url.searchParams.get('page') ?? '1';
	if (!/^[1-9]\d{0,5}$/.test(asked)) throw notFound();
	const { items, ...list } = await listTrainings(world, actor, Number(asked));
	const totals = await trainingTotals(world, personOf(actor).id);
	const dimensions = dimensionChoices(locale);
	return {
		...list,
		done: DONE.find((word) => word === url.searchParams.get('done')) ?? null,
		totals: dimensions.map((one) => ({ ...one, ...totals[one.slug] })),
		items: items.map(({ id, title, date, minutes, kind, reflection, link, dimensions: worked }) => ({
			id,
			title,
			date,
			minutes,
			kind,
			reflection: reflection !== '',
			link: link && { address: link, host: hostOf(link) },
			dimensions: dimensions.filter((one) => worked.includes(one.slug)),
		})),
	};
});
