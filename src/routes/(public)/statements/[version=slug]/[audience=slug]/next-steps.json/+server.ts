import { json } from '@sveltejs/kit';
import { isFrameworkVersion } from '#framework';
import { isAudience } from '#identity';
import { notFound } from '#platform';
import { nextStepsOf } from '#profile/server';
import { endpointHandler } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

/**
 * Returns all next steps of an audience, in the page's language: a trial picks its own in the browser, so
 * that the server does not learn its result.
 */
export const GET = endpointHandler(({ params, locals: { locale } }: RequestEvent) => {
	const { version, audience } = params;
	if (!isFrameworkVersion(version) || !isAudience(audience)) throw notFound();
	// These texts are the same for everybody: browsers may cache them for an hour, per language (`Vary:
	// Cookie`).
	return json(nextStepsOf(audience, locale), { headers: { 'cache-control': 'public, max-age=3600' } });
});
