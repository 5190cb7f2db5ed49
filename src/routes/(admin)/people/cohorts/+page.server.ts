import { administeredCohorts } from '#cohort/server';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(({ locals: { world, actor }, url }) =>
	administeredCohorts(world, actor, requestedPageNumber(url)),
);
