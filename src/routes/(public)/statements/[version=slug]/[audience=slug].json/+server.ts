import { json } from '@sveltejs/kit';
import { questionnaireOf } from '#assessment/server';
import { isFrameworkVersion } from '#framework';
import { isAudience } from '#identity';
import { notFound } from '#platform';
import { endpointHandler } from '#web/load-page.ts';
import type { RequestEvent } from './$types';

/**
 * Returns all statements of an audience in a framework version, in the page's language. A trial loads them;
 * the self-assessment loads them too, so that it can go on without a connection.
 */
export const GET = endpointHandler(({ params, locals: { locale } }: RequestEvent) => {
	const { version, audience } = params;
	if (!isFrameworkVersion(version) || !isAudience(audience)) throw notFound();
	// These texts are the same for everybody: browsers may cache them for an hour, per language (`Vary:
	// Cookie`).
	return json(questionnaireOf(version, audience, locale), {
		headers: { 'cache-control': 'public, max-age=3600' },
	});
});
