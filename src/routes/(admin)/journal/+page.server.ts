import { ACT_FAMILIES } from '#identity';
import { ACTS_KEPT_YEARS, readAdministrativeJournal } from '#identity/server';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url }) => {
	const { searchParams } = url;
	const family = ACT_FAMILIES.find((one) => one === searchParams.get('what'));
	const person = searchParams.get('person') || undefined;
	const page = requestedPageNumber(url);
	const journal = await readAdministrativeJournal(world, actor, { family, person, page });
	return { ...journal, what: family ?? null, person: person ?? null, years: ACTS_KEPT_YEARS };
});
