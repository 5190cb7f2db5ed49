import { problemText } from '#messages/server';
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { readBody } from '#web/read-body.ts';

/** The headers of every answer (xAPI 1.0.3, part three, 3.3). */
export const XAPI_HEADERS = { 'x-experience-api-version': '1.0.3', 'cache-control': 'no-store' };

/** Throws `training.xapi-version` (400) for a request that does not say a version 1.0 of xAPI. */
export function mustBeVersion(request: Request): void {
	if (!/^1\.0(\.\d{1,3})?$/.test(request.headers.get('x-experience-api-version') ?? ''))
		throw new Refusal('training.xapi-version', { status: 400 });
}

/**
 * The JSON of a request, of so many bytes at most. Throws `training.xapi-unreadable` (400) for anything else, and
 * `training.xapi-large` (413).
 */
export async function readJson(request: Request, most: number): Promise<unknown> {
	const refuse = (at: string) => new Refusal('training.xapi-unreadable', { status: 400, params: { at } });
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw refuse('Content-Type');
	const body = await readBody(request, most);
	if (body === 'too-large') throw new Refusal('training.xapi-large', { status: 413 });
	if (body === 'cut') throw refuse('body');
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
	} catch {
		throw refuse('JSON');
	}
}

/**
 * The answer to whatever was thrown: a refusal with its status, its code and its sentence in French and English.
 * Of any other error only the name is logged, since its message may quote what was sent.
 */
export function problemResponse(problem: unknown, { log }: World): Response {
	let refusal = problem;
	if (!(refusal instanceof Refusal)) {
		log.error('xapi.failed', { error: problem instanceof Error ? problem.name : 'unknown' });
		refusal = new Refusal('platform.fault', { status: 500 });
	}
	const { code, status, params } = refusal as Refusal;
	const headers = new Headers({ ...XAPI_HEADERS, 'content-type': 'application/problem+json' });
	if (status === 401) headers.set('www-authenticate', 'Basic realm="xAPI", charset="UTF-8"');
	if (status === 429 || status === 503) headers.set('retry-after', String(params['seconds'] ?? 10));
	const sentences = { fr: problemText(code, params, 'fr'), en: problemText(code, params, 'en') };
	return Response.json({ code, status, ...sentences }, { status, headers });
}
