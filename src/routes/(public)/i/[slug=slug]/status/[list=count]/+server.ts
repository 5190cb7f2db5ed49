import { STATUS_LIST_MAX_AGE } from '#awards';
import { issuerAt, signedStatusList } from '#awards/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ request, params, locals: { world } }: RequestEvent) => {
	const issuer = await issuerAt(world, params.slug);
	const { text, etag } = await signedStatusList(world, issuer, Number(params.list));
	return sendFile(
		request,
		{ bytes: text, type: 'application/vc+ld+json', etag },
		`public, max-age=${STATUS_LIST_MAX_AGE}`,
	);
});
