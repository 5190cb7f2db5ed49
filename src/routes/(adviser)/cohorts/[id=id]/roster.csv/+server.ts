import { rosterTable } from '#cohort/server';
import { m } from '#messages';
import { rosterTableWords } from '#presentation/cohort/roster-text.server.ts';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import type { RequestEvent } from './$types';

/** Saves the roster of a cohort as a table, in the order of names, with how far each person is. */
export const GET = endpointHandler(async ({ locals, params }: RequestEvent) => {
	const { world, actor, locale } = locals;
	const bytes = await rosterTable(world, actor, params.id!, rosterTableWords(locale));
	const name = `${m.roster_export_file()}.csv`;
	return sendPrivateFile({ bytes, type: 'text/csv; charset=utf-8', name, saved: true });
});
