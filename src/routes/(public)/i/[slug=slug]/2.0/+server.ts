import { issuerTwin } from '#awards/server';
import { answer } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = answer(async ({ request, params, locals: { world } }: RequestEvent) =>
	sendFile(request, await issuerTwin(world, params.slug), 'public, max-age=300'),
);
