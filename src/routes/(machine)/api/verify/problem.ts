import { problemText } from '#messages/server';
import { type Json, Refusal } from '#platform';
import type { World } from '#platform/server';
import { ACCEPTED } from './read-given.ts';

const TYPE = 'application/problem+json';

/** A refusal as RFC 9457 says, its sentence in both languages; `title` is in the one that is asked for. */
export function problemDocument(refusal: Refusal, request: Request, origin: string) {
	const said = (locale: 'fr' | 'en') => problemText(refusal.code, refusal.params, locale);
	const [fr, en] = [said('fr'), said('en')];
	const english = /^\s*en\b/i.test(request.headers.get('accept-language') ?? '');
	return {
		// A name and not an address (RFC 9457, 3.1.1): nothing stands there.
		type: `tag:${new URL(origin).hostname},2026:${refusal.code}`,
		title: english ? en : fr,
		status: refusal.status,
		code: refusal.code,
		...(refusal.field && { field: refusal.field }),
		fr,
		en,
	} satisfies Json;
}

/** A refusal, or a fault of ours: its name is logged, never its message, which may quote what was given. */
export function refusalOf(problem: unknown, world: World): Refusal {
	if (problem instanceof Refusal) return problem;
	world.log.error('verify.failed', { error: problem instanceof Error ? problem.name : 'unknown' });
	return new Refusal('platform.fault', { status: 500 });
}

/** Answers with a problem. */
export function problemAnswer(
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
			...(refusal.status === 415 && { 'accept-post': ACCEPTED.join(', ') }),
		},
	});
}
