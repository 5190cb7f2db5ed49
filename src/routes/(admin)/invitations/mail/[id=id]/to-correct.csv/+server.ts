import { administeredInstitution, rowsToCorrect } from '#identity/server';
import { m } from '#messages';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import { rowsToCorrectWords } from '../../mailed-text.ts';
import type { RequestEvent } from './$types';

/** Saves the rows of a list that were not understood, to be corrected and given again. */
export const GET = endpointHandler(async ({ params, locals: { world, actor } }: RequestEvent) => {
	const where = { institution: administeredInstitution(actor), batch: params.id };
	const bytes = await rowsToCorrect(world, actor, { ...where, ...rowsToCorrectWords() });
	const name = `${m.invitations_to_correct_file()}.csv`;
	return sendPrivateFile({ bytes, type: 'text/csv; charset=utf-8', name, saved: true });
});
