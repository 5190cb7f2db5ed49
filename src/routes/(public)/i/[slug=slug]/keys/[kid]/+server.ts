import { issuerKey } from '#awards/server';
import { answer } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = answer(async ({ request, params, locals: { world } }: RequestEvent) => {
	const jwk = await issuerKey(world, params.slug, params.kid);
	const file = { bytes: JSON.stringify(jwk), type: 'application/jwk+json', etag: `"${jwk.kid}"` };
	return sendFile(request, file, 'public, max-age=300');
});
