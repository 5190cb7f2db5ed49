import { issuerPublicKey } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) => {
	const jwk = await issuerPublicKey(world, params.slug, params.kid);
	const file = { bytes: JSON.stringify(jwk), type: 'application/jwk+json', etag: `"${jwk.kid}"` };
	return sendFile(request, file, 'public, max-age=300');
});
