import { badgeArtwork } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/**
 * Serves the picture of a badge with its words in English. It has an address of its own because a browser draws
 * again a picture it holds in memory without asking whether the language has changed since.
 */
export const GET = endpointHandler(({ request, params, locals: { world } }: RequestEvent) =>
	sendFile(request, badgeArtwork(world, params.badge, 'svg', 'en'), 'public, max-age=86400'),
);
