import { isFrameworkVersion } from '#framework';
import { mustOperate } from '#identity/server';
import { notFound } from '#platform';
import { endpointHandler } from '#web/load-page.ts';
import { sendPrivateFile } from '#web/send-file.ts';
import { exportWords } from '#wording/server';
import type { RequestEvent } from './$types';

/** Saves the file of words of a version of the framework, as it stands. */
export const GET = endpointHandler(async ({ params, locals: { world, actor } }: RequestEvent) => {
	mustOperate(actor);
	const { version } = params;
	if (!isFrameworkVersion(version)) throw notFound();
	const text = await exportWords(world, actor, version);
	return sendPrivateFile({ bytes: text, type: 'text/csv', name: `${version}.csv`, saved: true });
});
