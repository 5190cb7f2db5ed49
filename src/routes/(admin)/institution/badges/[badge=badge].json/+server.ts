import { exportBadge } from '#badges/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/** Saves the file of a badge: one of the institution's own, or a common one to begin from. */
export const GET = endpointHandler(async ({ params, locals: { world, actor } }: RequestEvent) => {
	const { name, text } = await exportBadge(world, actor, params.badge);
	return sendPrivateFile({ bytes: text, type: 'application/json', name, saved: true });
});
