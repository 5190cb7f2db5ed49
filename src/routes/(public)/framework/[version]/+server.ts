import { jsonLdDocuments } from '#framework/server';
import { endpointHandler } from '#web/load-page.ts';
import { versionOr404 } from '../or-404.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(({ request, params, locals: { world } }: RequestEvent) =>
	sendJsonLd(request, jsonLdDocuments.version(world.origin, versionOr404(params.version).version)),
);
