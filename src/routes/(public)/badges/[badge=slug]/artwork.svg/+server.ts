import { badgeArtworkFile } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(({ request, params, locals: { world } }: RequestEvent) =>
	sendFile(request, badgeArtworkFile(world, params.badge, 'svg', 'fr'), 'public, max-age=86400'),
);
