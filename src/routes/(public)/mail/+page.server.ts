import { notFound } from '#platform';
import { demonstrationMails } from '#platform/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = loadPageWithoutDrafts(async ({ locals: { world } }) => {
	if (!world.demonstration) throw notFound();
	return { mails: await demonstrationMails(world) };
});
