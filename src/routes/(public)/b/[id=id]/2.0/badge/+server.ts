import { awardTwin } from '#awards/server';
import { answer } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = answer(async ({ request, params, locals: { world, actor } }: RequestEvent) => {
	const twin = await awardTwin(world, actor, params.id, 'badge');
	// A badge may go back to private, or be revoked: nobody keeps it without asking again.
	return sendFile(request, twin, actor.kind === 'anonymous' ? 'public, no-cache' : 'no-store');
});
