import { badgeArtworkFile } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/**
 * Serves the picture of a badge with its words in English. It has its own address because a browser reuses a
 * picture that it holds in memory, even when the language has changed since.
 */
export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) => {
	const file = await badgeArtworkFile(world, params.badge, 'svg', 'en');
	return sendFile(request, file, file.lasts ? 'public, max-age=86400' : 'public, no-cache');
});
