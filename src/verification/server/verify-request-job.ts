import { isObject, JsonFault, type JsonObject, parseStrictJson } from '#openbadges';
import { Refusal } from '#platform';
import { type JobOptions, type Job, mustNotBeServingThread, type Threads } from '#platform/threads';
import { VISITOR_VERIFICATION_THREADS } from '#awards/threads';

/**
 * The badge and the e-mail taken out of the JSON body of `POST /api/verify`, or the code of what is wrong
 * with that body.
 */
export type ParsedVerifyRequest =
	| { readonly typed: string; readonly recipient?: string | undefined }
	| { readonly wrong: 'api-not-json' | 'api-recipient' | 'api-no-badge' };

const LONGEST_EMAIL = 320;

/**
 * Parses the JSON body of `POST /api/verify` and takes out the badge and the e-mail: `{ "badge": …,
 * "recipient"?: … }`. The badge is an object, or a string with its text, its short code or its address.
 * Throws on the thread that serves visitors.
 */
export async function parseRequestOnCallingThread(text: string): Promise<ParsedVerifyRequest> {
	mustNotBeServingThread('A request was being unwrapped');
	let body: unknown;
	try {
		body = parseStrictJson(text);
	} catch (fault) {
		if (fault instanceof JsonFault) return { wrong: 'api-not-json' };
		throw fault;
	}
	const { badge, recipient }: JsonObject = isObject(body) ? body : {};
	if (recipient !== undefined && (typeof recipient !== 'string' || recipient.length > LONGEST_EMAIL))
		return { wrong: 'api-recipient' };
	if (typeof badge === 'string' && badge.trim() !== '') return { typed: badge, recipient };
	if (isObject(badge)) return { typed: JSON.stringify(badge), recipient };
	return { wrong: 'api-no-badge' };
}

const UNWRAP: Job<string, ParsedVerifyRequest> = {
	name: 'unwrap',
	pool: VISITOR_VERIFICATION_THREADS,
	here: parseRequestOnCallingThread,
};

/**
 * Takes the badge and the e-mail out of the JSON body of `POST /api/verify`, on another thread wherever
 * visitors are served: a body may have millions of characters. Throws a `Refusal` (400) for an invalid body,
 * and the refusals of `Threads`.
 */
export async function parseVerifyRequest(
	threads: Threads,
	text: string,
	giving: JobOptions = {},
): Promise<{ readonly typed: string; readonly recipient?: string | undefined }> {
	const found = await threads.do(UNWRAP, () => ({ input: text }), giving);
	if ('wrong' in found) throw new Refusal(`recognition.${found.wrong}`, { status: 400 });
	return found;
}
