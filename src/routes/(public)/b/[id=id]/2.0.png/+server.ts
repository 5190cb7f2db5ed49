import { awardAsOpenBadges2 } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world, actor } }: RequestEvent) => {
	const twin = await awardAsOpenBadges2(world, actor, params.id, 'png');
	// The badge may become private again, or be revoked: caches must revalidate.
	return sendFile(request, twin, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
