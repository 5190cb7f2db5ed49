import { issuerTwin } from '#awards/server';
import { answer } from '#ui/server/load-page.ts';
import { sendFile } from '../../../send-file.ts';
import type { RequestEvent } from './$types';

export const GET = answer(async ({ request, params, locals: { world } }: RequestEvent) =>
	sendFile(request, await issuerTwin(world, params.slug), 'public, max-age=300'),
);
