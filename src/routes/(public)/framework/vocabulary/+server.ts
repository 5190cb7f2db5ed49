import { jsonLdDocuments } from '#framework/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(({ request, locals: { world } }: RequestEvent) =>
	sendJsonLd(request, jsonLdDocuments.vocabulary(world.origin)),
);
