import { issuerOpenBadges2Profile } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) =>
	sendFile(request, await issuerOpenBadges2Profile(world, params.slug), 'public, max-age=300'),
);
