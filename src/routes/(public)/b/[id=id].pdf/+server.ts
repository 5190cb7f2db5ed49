import { version } from '$app/env';
import { notFound } from '#platform';
import { addressGroup } from '#platform/server';
import { awardFileName } from '#awards';
import { artworkFile, awardPage } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { printUncached, printCached, preparePdf } from '#ui/server/pdf/print-job.ts';
import { hasCurrentCopy, sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';
import { awardSheet } from './award-sheet.ts';

export const GET = endpointHandler(async (event: RequestEvent) => {
	const { request, params, locals } = event;
	const { world, actor, locale } = locals;
	const page = await awardPage(world, actor, params.id);
	const { award, definition } = page;
	// An erased badge has no signed content left, so there is no sheet, as there is no other file of it.
	if (award.credential === null) throw notFound();
	const { bytes: picture } = await artworkFile(world, award, 'png', locale);
	const sheet = preparePdf(awardSheet(page, picture, locale));
	// The ETag depends on everything drawn and on the program's version: once a badge is revoked, its sheet
	// has another.
	const etag = `"${sheet.key}-${version}"`;
	const whose = actor.kind === 'person' ? actor.id : addressGroup(event.getClientAddress());
	const write = award.publishedAt === null ? printUncached : printCached;
	const bytes = hasCurrentCopy(request, etag) ? '' : await write({ threads: world.threads, whose }, sheet);
	const name = `${awardFileName(award, definition?.name[award.locale])}.pdf`;
	const file = { bytes, type: 'application/pdf', etag, name };
	// The badge may become private again, or be revoked: caches must revalidate.
	return sendFile(request, file, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
