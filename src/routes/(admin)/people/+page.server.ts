import { listPeople } from '#identity/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async ({ locals: { world, actor }, url }) => {
	const search = (url.searchParams.get('q') ?? '').slice(0, 80);
	const page = Number(url.searchParams.get('page')) || 1;
	return { search, ...(await listPeople(world, actor, { search, page })) };
});
