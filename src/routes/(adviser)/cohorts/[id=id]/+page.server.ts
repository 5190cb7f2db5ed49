import { shownJoinCode } from '#cohort';
import { cohortFor } from '#cohort/server';
import { framework } from '#framework/server';
import { loadPage } from '#ui/server/load-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor, locale }, params }) => {
	const { cohort, members, portrait, threshold } = await cohortFor(world, actor, params.id);
	const { dimensions } = framework('crcn-2019');
	return {
		name: cohort.name,
		code: shownJoinCode(cohort.joinCode),
		endsOn: cohort.endsOn,
		threshold,
		members,
		madeAt: portrait?.madeAt ?? null,
		dimensions: dimensions.map(({ slug, number, short, title }) => ({
			slug,
			number,
			short: short[locale],
			title: title[locale],
			portrait: portrait?.dimensions[slug] ?? null,
		})),
	};
});
