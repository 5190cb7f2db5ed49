import { issuerAt } from '#recognition/server';
import { answer } from '#ui/server/load-page.ts';
import { sendFile } from '../../../send-file.ts';
import type { RequestEvent } from './$types';

export const GET = answer(async ({ request, params, locals: { world } }: RequestEvent) => {
	const { document, keys } = await issuerAt(world, params.slug);
	const etag = `"${keys.map(({ multikey, state }) => `${multikey.slice(-8)}${state[0]}`).join('')}"`;
	const file = { bytes: JSON.stringify(document), type: 'application/did+json', etag };
	return sendFile(request, file, 'public, max-age=300');
});
