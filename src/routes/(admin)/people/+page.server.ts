import { ROLES } from '#identity';
import { ACCOUNT_STATES, listPeople } from '#identity/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

/** The longest search that is compared, in characters: the longest e-mail address. */
const LONGEST_SEARCH = 254;

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url }) => {
	const search = (url.searchParams.get('q') ?? '').slice(0, LONGEST_SEARCH);
	const page = Number(url.searchParams.get('page')) || 1;
	const role = ROLES.find((one) => one === url.searchParams.get('role')) ?? null;
	const state = ACCOUNT_STATES.find((one) => one === url.searchParams.get('state')) ?? null;
	return { search, role, state, ...(await listPeople(world, actor, { search, role, state, page })) };
});
