import { jsonLdDocuments } from '#framework/server';
import { endpointHandler } from '#web/load-page.ts';
import { levelOr404, versionOr404 } from '../../../or-404.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(({ request, params, locals: { world } }: RequestEvent) => {
	const framework = versionOr404(params.version);
	const level = levelOr404(framework, params.level);
	return sendJsonLd(request, jsonLdDocuments.level(world.origin, framework.version, level));
});
