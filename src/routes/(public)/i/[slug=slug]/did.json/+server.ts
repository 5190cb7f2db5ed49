import { issuerAt } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) => {
	const { document, keys, tokenKeys } = await issuerAt(world, params.slug);
	const states = [...keys, ...tokenKeys].map(
		(key) => `${('jwk' in key ? key.jwk.kid : key.multikey).slice(-8)}${key.state[0]}`,
	);
	const etag = `"${states.join('')}"`;
	const file = { bytes: JSON.stringify(document), type: 'application/did+json', etag };
	return sendFile(request, file, 'public, max-age=300');
});
