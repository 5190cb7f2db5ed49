import { version } from '$app/env';
import { notFound } from '#platform';
import { addressGroup } from '#platform/server';
import { artwork, awardPage } from '#awards/server';
import { answer } from '#web/load-page.ts';
import { print, printOnce, sheetOf } from '#ui/server/pdf/print-job.ts';
import { holds, sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';
import { awardSheet } from './award-sheet.ts';

export const GET = answer(async (event: RequestEvent) => {
	const { request, params, locals } = event;
	const { world, actor, locale } = locals;
	const page = await awardPage(world, actor, params.id);
	const { award } = page;
	// Nothing signed is left to print, as in the other forms of a badge.
	if (award.credential === null) throw notFound();
	const sheet = sheetOf(awardSheet(page, artwork(world, award.badge, 'png').bytes, locale));
	// All that is drawn, and the program that draws it: a badge revoked since has another.
	const etag = `"${sheet.key}-${version}"`;
	const whose = actor.kind === 'person' ? actor.id : addressGroup(event.getClientAddress());
	const write = award.publishedAt === null ? print : printOnce;
	const bytes = holds(request, etag) ? '' : await write({ threads: world.threads, whose }, sheet);
	const file = { bytes, type: 'application/pdf', etag, name: `${award.badge}-${award.id.slice(0, 6)}.pdf` };
	// A badge may go back to private, or be revoked: nobody keeps it without asking again.
	return sendFile(request, file, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
