import { badgeArtworkFile } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) => {
	const file = await badgeArtworkFile(world, params.badge, 'svg', 'fr');
	return sendFile(request, file, file.lasts ? 'public, max-age=86400' : 'public, no-cache');
});
