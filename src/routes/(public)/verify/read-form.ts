/**
 * Reads the verify page's form within its limits: no body larger than a badge may be, and no more
 * verifications than the visitor's share.
 */
import { Refusal } from '#platform';
import {
	LARGEST_FILE,
	visitorJobOptions,
	parseSubmittedForm,
	countVerification,
	verificationLimitRefusal,
} from '#verification/server';
import { readBody } from '#web/read-body.ts';
import type { RequestEvent } from './$types';

/** Most bytes that a form of the verify page may hold besides its file. */
const FRAME = 64 * 1024;

const tooLarge = () => new Refusal('recognition.given-too-large', { field: 'file', status: 413 });

/**
 * True when the form declares (Content-Length) at most 64 KiB, a few pages of text: such a form is read even
 * when it is refused, so that nothing typed is lost.
 */
export function isShortForm({ headers }: Request): boolean {
	const length = headers.get('content-length');
	return length !== null && Number(length) <= FRAME;
}

/**
 * Counts one verification against the visitor's rate limit; throws a refusal (429) when the limit is used up.
 */
export function mustTakeVerification({ locals: { world }, getClientAddress }: RequestEvent) {
	const taken = countVerification(world, getClientAddress());
	if (!taken.allowed) throw verificationLimitRefusal(taken);
}

/**
 * Checks a form before its body is read. If it is not short (`isShortForm`), counts one verification against
 * the visitor's rate limit; throws a refusal (429) when that is used up. Throws a refusal (413) when the body
 * is larger than a file may be.
 */
export function countAndCheckLimits(event: RequestEvent) {
	if (!isShortForm(event.request)) mustTakeVerification(event);
	if (Number(event.request.headers.get('content-length')) > LARGEST_FILE + FRAME) throw tooLarge();
}

/**
 * Reads the verify page's form and parses it on another thread, since it may hold a whole badge; throws a
 * refusal when it is too large (413) or malformed (400).
 */
export async function readVerifyForm({ request, locals: { world }, getClientAddress }: RequestEvent) {
	const body = await readBody(request, LARGEST_FILE + FRAME);
	if (body === 'too-large') throw tooLarge();
	const type = request.headers.get('content-type') ?? '';
	const giving = visitorJobOptions(world, getClientAddress());
	const fields = body === 'cut' ? 'unreadable' : await parseSubmittedForm(world.threads, body, type, giving);
	if (typeof fields === 'string') throw new Refusal('recognition.api-form', { status: 400 });
	return fields;
}
