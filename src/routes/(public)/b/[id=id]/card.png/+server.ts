import { notFound } from '#platform';
import { addressGroup } from '#platform/server';
import { awardPage } from '#awards/server';
import { artworkAt } from '#badges/server';
import { cardKey, drawCardCached } from '#ui/server/pdf/card-job.ts';
import { endpointHandler } from '#web/load-page.ts';
import { hasCurrentCopy, sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';
import { awardCardTexts } from './award-card.ts';

/**
 * Serves the preview picture (PNG) that social networks and messengers show for a link to a published badge;
 * 404 for a badge that is private or erased.
 */
export const GET = endpointHandler(async (event: RequestEvent) => {
	const { request, params, locals } = event;
	const { world, actor } = locals;
	const page = await awardPage(world, actor, params.id);
	const { award } = page;
	// Only other sites fetch this picture, so a private badge has none, not even for its owner.
	if (award.publishedAt === null || award.credential === null) throw notFound();
	const { title, lines } = awardCardTexts(page);
	const drawing = await artworkAt(world, award, award.locale);
	const card = { artwork: drawing, title, lines, foot: new URL(page.issuer.origin).host };
	const etag = `"${cardKey(card)}"`;
	const whose = actor.kind === 'person' ? actor.id : addressGroup(event.getClientAddress());
	const bytes = hasCurrentCopy(request, etag)
		? ''
		: await drawCardCached({ threads: world.threads, whose }, card);
	return sendFile(request, { bytes, type: 'image/png', etag }, 'public, no-cache');
});
