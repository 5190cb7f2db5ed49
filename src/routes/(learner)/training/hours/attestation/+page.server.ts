import { mustBePerson } from '#identity';
import { declaredHours } from '#training/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPageWithoutDrafts(async ({ locals: { world, actor }, url }: PageServerLoadEvent) => {
	const { period, minutes } = await declaredHours(world, actor, url.searchParams.get('period'));
	return { period, minutes, name: mustBePerson(actor).displayName };
});
