import { Refusal } from '#platform';
import type { World } from '#platform/server';
import {
	type VisitorSubmission,
	LARGEST_FILE,
	LARGEST_TEXT,
	visitorJobOptions,
	parseSubmittedForm,
	parseVerifyRequest,
	verifyForm,
} from '#verification/server';
import { readBody } from '#web/read-body.ts';

/** What a client asks to verify, and the e-mail address that should be the recipient's, if it gave one. */
export interface VerificationRequest {
	readonly given: VisitorSubmission;
	readonly recipient?: string | undefined;
}

const TEXTS = [
	'text/plain',
	'application/vc+ld+json',
	'application/vc',
	'application/ld+json',
	'application/vc+jwt',
	'application/jwt',
];
const PICTURES = ['image/png', 'image/svg+xml'];
/** Media types that the body of a request to /api/verify may have. */
export const ACCEPTED_MEDIA_TYPES = ['application/json', ...TEXTS, ...PICTURES, 'multipart/form-data'];

const malformed = (code: string) => new Refusal(code, { status: 400 });

/**
 * Reads the body of a request. Throws a refusal: 413 with `code` when it is larger than `most` bytes, 400
 * when it is empty or was cut short.
 */
async function bytesOf(request: Request, most: number, code: string): Promise<Uint8Array<ArrayBuffer>> {
	const body = await readBody(request, most);
	if (body === 'too-large') throw new Refusal(code, { status: 413 });
	if (body === 'cut') throw malformed('recognition.api-cut');
	if (body.length === 0) throw malformed('recognition.api-empty');
	return body;
}

function textOf(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw malformed('recognition.api-not-text');
	}
}

const FRAME = 64 * 1024;

/**
 * Checks a form of the verify page (fields `file` or `text`, and `recipient`); throws a refusal that names
 * the faulty field.
 */
function asked(fields: Awaited<ReturnType<typeof parseSubmittedForm>>): VerificationRequest {
	if (typeof fields === 'string') throw malformed('recognition.api-form');
	const read = verifyForm.safeParse(fields);
	if (!read.success) {
		const [issue] = read.error.issues;
		throw new Refusal(issue?.message ?? 'generic', { field: String(issue?.path[0] ?? '') });
	}
	const { file, text, recipient } = read.data;
	return { given: file ? { file } : { typed: text }, recipient: recipient || undefined };
}

/**
 * Reads what a request to /api/verify asks to verify, from a picture, a text, JSON or a form; throws a
 * refusal with 400 (empty, cut or malformed), 413 (too large) or 415 (media type not accepted).
 */
export async function readVerificationRequest(
	world: Pick<World, 'db' | 'now' | 'threads'>,
	request: Request,
	visitor: string,
): Promise<VerificationRequest> {
	const type = request.headers.get('content-type') ?? '';
	const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
	if (!ACCEPTED_MEDIA_TYPES.includes(plain)) {
		throw new Refusal('recognition.api-type', {
			status: 415,
			params: { types: ACCEPTED_MEDIA_TYPES.join(', ') },
		});
	}
	if (plain === 'multipart/form-data') {
		// Bytes: room for the largest file, which is larger than the longest text, and for the rest of the
		// form.
		const most = LARGEST_FILE + FRAME;
		const body = await bytesOf(request, most, 'recognition.given-too-large');
		return asked(await parseSubmittedForm(world.threads, body, type, visitorJobOptions(world, visitor)));
	}
	if (PICTURES.includes(plain))
		return { given: { file: await bytesOf(request, LARGEST_FILE, 'recognition.given-too-large') } };
	const text = textOf(await bytesOf(request, LARGEST_TEXT, 'recognition.text-too-long'));
	if (plain === 'application/json') {
		const { typed, recipient } = await parseVerifyRequest(
			world.threads,
			text,
			visitorJobOptions(world, visitor),
		);
		return { given: { typed }, recipient };
	}
	if (text.trim() === '') throw malformed('recognition.api-empty');
	return { given: { typed: text } };
}
