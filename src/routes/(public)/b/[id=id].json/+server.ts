import { awardFile } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world, actor } }: RequestEvent) => {
	const file = await awardFile(world, actor, params.id, 'json');
	// The badge may become private again: caches must revalidate.
	return sendFile(request, file, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
