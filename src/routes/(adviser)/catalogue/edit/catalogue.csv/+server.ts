import { m } from '#messages';
import { exportCatalogue } from '#training/server';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/** Saves the catalogue of the institution as a table, which another institution can import. */
export const GET = endpointHandler(async ({ locals: { world, actor } }: RequestEvent) => {
	const bytes = await exportCatalogue(world, actor);
	const name = `${m.catalogue_export_file()}.csv`;
	return sendPrivateFile({ bytes, type: 'text/csv; charset=utf-8', name, saved: true });
});
