import { jsonLdDocuments } from '#framework/server';
import { endpointHandler } from '#web/load-page.ts';
import { dimensionOr404, elementOr404, versionOr404 } from '../../../or-404.ts';
import { sendJsonLd } from '#web/send-open-data.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(({ request, params, locals: { world } }: RequestEvent) => {
	const framework = versionOr404(params.version);
	const dimension = dimensionOr404(framework, params.dimension);
	const element = elementOr404(dimension, params.element);
	return sendJsonLd(request, jsonLdDocuments.element(world.origin, framework.version, dimension, element));
});
