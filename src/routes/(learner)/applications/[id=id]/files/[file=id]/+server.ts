import { ownEvidenceFile } from '#applications/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendStoredFile } from '#web/send-stored-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ locals: { world, actor }, request, params }: RequestEvent) => {
	const file = await ownEvidenceFile(world, actor, params.id, params.file);
	return sendStoredFile(world, request, file, 'private, no-cache');
});
