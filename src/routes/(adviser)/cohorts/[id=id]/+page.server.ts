import { formatJoinCode } from '#cohort';
import { cohortFor } from '#cohort/server';
import { framework } from '#framework/server';
import { suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import { loadPage } from '#web/load-page.ts';
import { pageAsked } from '#web/page-asked.ts';
import type { PageServerLoad } from './$types';
import { dimensionsToWorkOnFor } from './topics.ts';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor, locale }, params, url }) => {
	const seen = await cohortFor(world, actor, params.id, pageAsked(url));
	const { cohort, version, counts, members, page, pages, portrait, least, nextDate } = seen;
	const { dimensions } = framework(version);
	const topics = dimensionsToWorkOnFor(
		dimensions.map((one) => ({ ...one, said: portrait?.figures.said[one.slug] ?? null })),
		({ slug }) =>
			suggestionsFor(SUGGESTIONS, { audience: cohort.audience, dimension: slug, from: 'starting' }),
	);
	return {
		name: cohort.name,
		code: formatJoinCode(cohort.joinCode),
		endsOn: cohort.endsOn,
		least,
		nextDate,
		...counts,
		members,
		page,
		pages,
		portraitDate: portrait?.date ?? null,
		topics: topics.map(({ dimension: { slug, number, title }, share, error, activity }) => ({
			...{ number, title: title[locale], share, error },
			href: `/framework/${version}/${slug}`,
			activity: activity && { title: activity.title[locale], address: activity.address },
		})),
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
