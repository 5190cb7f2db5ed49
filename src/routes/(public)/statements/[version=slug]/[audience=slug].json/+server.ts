import { json } from '@sveltejs/kit';
import { questionnaireOf } from '#assessment/server';
import { isFrameworkVersion } from '#framework';
import { isAudience } from '#identity';
import { notFound } from '#platform';
import { answer } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

/** Everything there is to answer, in the language of the page: the trial, and going on while the line is cut. */
export const GET = answer(({ params, locals: { locale } }: RequestEvent) => {
	const { version, audience } = params;
	if (!isFrameworkVersion(version) || !isAudience(audience)) throw notFound();
	// The same for everybody, and nobody’s: a browser may keep it for an hour, in each language (`Vary: Cookie`).
	return json(questionnaireOf(version, audience, locale), {
		headers: { 'cache-control': 'public, max-age=3600' },
	});
});
