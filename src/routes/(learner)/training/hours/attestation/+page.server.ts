import { mustBePerson } from '#identity';
import { declaredHours } from '#training/server';
import { statementTexts } from '#presentation/training/hours-text.ts';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPageWithoutDrafts(async ({ locals: { world, actor }, url }: PageServerLoadEvent) => {
	const { period, minutes } = await declaredHours(world, actor, url.searchParams.get('period'));
	return { statement: statementTexts({ name: mustBePerson(actor).displayName, period, minutes }) };
});
