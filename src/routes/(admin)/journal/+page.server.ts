import { ACT_FAMILIES } from '#identity';
import { ACTS_KEPT_YEARS, readAdministrativeJournal } from '#identity/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url: { searchParams } }) => {
	const family = ACT_FAMILIES.find((one) => one === searchParams.get('what'));
	const person = searchParams.get('person') || undefined;
	const page = Number(searchParams.get('page')) || 1;
	const journal = await readAdministrativeJournal(world, actor, { family, person, page });
	return { ...journal, what: family ?? null, person: person ?? null, years: ACTS_KEPT_YEARS };
});
