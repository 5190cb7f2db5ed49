import { artwork, awardPage } from '#recognition/server';
import { writePdf } from '#ui/server/pdf/pdf.ts';
import { answer } from '#ui/server/load-page.ts';
import { notFound } from '#platform';
import { etagOf, sendFile } from '../../send-file.ts';
import type { RequestEvent } from './$types';
import { awardSheet } from './award-sheet.ts';

export const GET = answer(async ({ request, params, locals: { world, actor, locale } }: RequestEvent) => {
	const page = await awardPage(world, actor, params.id);
	const { award } = page;
	// Nothing signed is left to print, as in the other forms of a badge.
	if (award.credential === null) throw notFound();
	const picture = artwork(world, award.badge, 'png').bytes;
	const bytes = await writePdf(awardSheet(page, picture, locale));
	const name = `${award.badge}-${award.id.slice(0, 6)}.pdf`;
	const file = { bytes, type: 'application/pdf', etag: etagOf(bytes), name };
	// A badge may go back to private, or be revoked: nobody keeps it without asking again.
	return sendFile(request, file, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
