import { institutionBySlug, logoOfInstitution } from '#identity/server';
import { notFound } from '#platform';
import { endpointHandler } from '#web/load-page.ts';
import { sendStoredFile } from '#web/send-stored-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ locals: { world }, request, params }: RequestEvent) => {
	const logo = await logoOfInstitution(world, await institutionBySlug(world, params.slug));
	if (!logo) throw notFound();
	return sendStoredFile(world, request, logo, 'public, no-cache');
});
