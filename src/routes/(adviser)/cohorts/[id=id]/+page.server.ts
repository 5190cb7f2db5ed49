import { shownJoinCode } from '#cohort';
import { cohortFor } from '#cohort/server';
import { framework } from '#framework/server';
import { notFound } from '#platform';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

/** People on one page of the list. */
const MANY = 50;

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor, locale }, params, url }) => {
	const { cohort, version, members, portrait, least, nextDate } = await cohortFor(world, actor, params.id);
	const asked = url.searchParams.get('page') ?? '1';
	const pages = Math.max(1, Math.ceil(members.length / MANY));
	if (!/^[1-9]\d{0,5}$/.test(asked) || Number(asked) > pages) throw notFound();
	const page = Number(asked);
	const { dimensions } = framework(version);
	return {
		name: cohort.name,
		code: shownJoinCode(cohort.joinCode),
		endsOn: cohort.endsOn,
		least,
		nextDate,
		people: members.length,
		done: members.filter((member) => member.progress === 'done').length,
		members: members.slice((page - 1) * MANY, page * MANY),
		page,
		pages,
		portraitDate: portrait?.date ?? null,
		dimensions: dimensions.map(({ slug, number, short, title }) => ({
			slug,
			number,
			short: short[locale],
			title: title[locale],
			figures: {
				said: portrait?.figures.said[slug] ?? null,
				shown: portrait?.figures.shown[slug] ?? null,
				observed: portrait?.figures.observed[slug] ?? null,
			},
		})),
	};
});
