import { JsonFault, parseStrictJson } from '#openbadges';
import { Refusal } from '#platform';
import { type Giving, type Job, mustNotServe, type Threads } from '#platform/threads';
import { VISITORS } from '#awards/threads';

/** A badge and the e-mail it is verified for, taken out of the JSON of a request; or the code of what is wrong. */
export type Unwrapped =
	| { readonly typed: string; readonly recipient?: string | undefined }
	| { readonly wrong: 'api-not-json' | 'api-recipient' | 'api-no-badge' };

const LONGEST_EMAIL = 320;

/** `{ "badge": …, "recipient"?: … }`: the badge as an object, or as text, a code or an address. */
export async function unwrapHere(text: string): Promise<Unwrapped> {
	mustNotServe('A request was being unwrapped');
	let body: unknown;
	try {
		body = parseStrictJson(text);
	} catch (fault) {
		if (fault instanceof JsonFault) return { wrong: 'api-not-json' };
		throw fault;
	}
	const { badge, recipient } = (
		typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
	) as Record<string, unknown>;
	if (recipient !== undefined && (typeof recipient !== 'string' || recipient.length > LONGEST_EMAIL))
		return { wrong: 'api-recipient' };
	if (typeof badge === 'string' && badge.trim() !== '') return { typed: badge, recipient };
	if (typeof badge === 'object' && badge !== null && !Array.isArray(badge))
		return { typed: JSON.stringify(badge), recipient };
	return { wrong: 'api-no-badge' };
}

const UNWRAP: Job<string, Unwrapped> = { name: 'unwrap', crew: VISITORS, here: unwrapHere };

/** The same on another thread wherever visitors are served: millions of characters take a while to read. Refuses with 400. */
export async function unwrap(
	threads: Threads,
	text: string,
	giving: Giving = {},
): Promise<{ readonly typed: string; readonly recipient?: string | undefined }> {
	const found = await threads.do(UNWRAP, () => ({ input: text }), giving);
	if ('wrong' in found) throw new Refusal(`recognition.${found.wrong}`, { status: 400 });
	return found;
}
