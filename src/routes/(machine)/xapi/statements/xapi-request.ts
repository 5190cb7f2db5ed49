import { Refusal } from '#platform';
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
