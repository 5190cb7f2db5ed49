import { problemText } from '#messages/server';
import { type Json, Refusal } from '#platform';
import type { World } from '#platform/server';
import { ACCEPTED_MEDIA_TYPES } from './read-verification-request.ts';

const TYPE = 'application/problem+json';

/** The language that Accept-Language prefers: French unless it begins with `en`. */
export const preferredLocale = (request: Request): 'fr' | 'en' =>
	/^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'fr';

/**
 * Builds the problem document (RFC 9457) of a refusal, with its sentence in French and in English; `title` is
 * in the language that Accept-Language prefers, French unless it begins with `en`.
 */
export function problemDocument(refusal: Refusal, request: Request, origin: string) {
	const sentenceIn = (locale: 'fr' | 'en') => problemText(refusal.code, refusal.params, locale);
	const [fr, en] = [sentenceIn('fr'), sentenceIn('en')];
	return {
		// A tag URI rather than an address (RFC 9457, 3.1.1), because no page describes the problem.
		type: `tag:${new URL(origin).hostname},2026:${refusal.code}`,
		title: preferredLocale(request) === 'en' ? en : fr,
		status: refusal.status,
		code: refusal.code,
		...(refusal.field && { field: refusal.field }),
		...(refusal.page && { page: refusal.page }),
		fr,
		en,
	} satisfies Json;
}

/**
 * Turns anything thrown into a refusal: a `Refusal` stays itself; any other error becomes `platform.fault`
 * (500). Of that error only the name is logged, since its message may quote what the visitor sent.
 */
export function refusalOf(problem: unknown, world: World): Refusal {
	if (problem instanceof Refusal) return problem;
	world.log.error('verify.failed', { error: problem instanceof Error ? problem.name : 'unknown' });
	return new Refusal('platform.fault', { status: 500 });
}

/**
 * The response of the verification API to an error: its problem document (`application/problem+json`), with
 * the status of the refusal.
 */
export function problemResponse(
	problem: unknown,
	request: Request,
	world: World,
	headers: Record<string, string>,
): Response {
	const refusal = refusalOf(problem, world);
	return Response.json(problemDocument(refusal, request, world.origin), {
		status: refusal.status,
		headers: {
			...headers,
			'content-type': TYPE,
			...(refusal.status === 503 && { 'retry-after': String(refusal.params['seconds'] ?? 10) }),
			...(refusal.status === 415 && { 'accept-post': ACCEPTED_MEDIA_TYPES.join(', ') }),
		},
	});
}
