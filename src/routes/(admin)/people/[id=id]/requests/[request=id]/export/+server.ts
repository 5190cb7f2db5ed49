import { exportForRequest } from '#privacy/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendZip } from '#web/send-zip.ts';
import type { RequestEvent } from './$types';

export const GET = endpointHandler(async ({ locals: { world, actor }, params }: RequestEvent) => {
	const { id: person, request } = params;
	return sendZip(await exportForRequest(world, actor, { person, request }));
});
