import { Refusal } from '#platform';
import type { World } from '#platform/server';
import {
	type Given,
	LARGEST_FILE,
	LARGEST_TEXT,
	onBehalfOf,
	takeApart,
	unwrap,
	verifyForm,
} from '#verification/server';
import { readBody } from '#web/read-body.ts';

/** What is asked to be verified, and for which e-mail if any. */
export interface Asked {
	readonly given: Given;
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
/** The types of body that are read. */
export const ACCEPTED = ['application/json', ...TEXTS, ...PICTURES, 'multipart/form-data'];

const malformed = (code: string) => new Refusal(code, { status: 400 });

/** The bytes of a body; refuses one that is too large, empty or cut. */
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

/** The form of the page: `file` or `text`, and `recipient`. */
function asked(fields: Awaited<ReturnType<typeof takeApart>>): Asked {
	if (typeof fields === 'string') throw malformed('recognition.api-form');
	const read = verifyForm.safeParse(fields);
	if (!read.success) {
		const [issue] = read.error.issues;
		throw new Refusal(issue?.message ?? 'generic', { field: String(issue?.path[0] ?? '') });
	}
	const { file, text, recipient } = read.data;
	return { given: file ? { file } : { typed: text }, recipient: recipient || undefined };
}

/** What a request gives to be verified; refuses with 400, 413 or 415. */
export async function readGiven(
	world: Pick<World, 'db' | 'now' | 'threads'>,
	request: Request,
	visitor: string,
): Promise<Asked> {
	const type = request.headers.get('content-type') ?? '';
	const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
	if (!ACCEPTED.includes(plain)) {
		throw new Refusal('recognition.api-type', { status: 415, params: { types: ACCEPTED.join(', ') } });
	}
	if (plain === 'multipart/form-data') {
		// A file or a text, whichever is the larger, and the frame of the form.
		const most = LARGEST_FILE + FRAME;
		const body = await bytesOf(request, most, 'recognition.given-too-large');
		return asked(await takeApart(world.threads, body, type, onBehalfOf(world, visitor)));
	}
	if (PICTURES.includes(plain))
		return { given: { file: await bytesOf(request, LARGEST_FILE, 'recognition.given-too-large') } };
	const text = textOf(await bytesOf(request, LARGEST_TEXT, 'recognition.text-too-long'));
	if (plain === 'application/json') {
		const { typed, recipient } = await unwrap(world.threads, text, onBehalfOf(world, visitor));
		return { given: { typed }, recipient };
	}
	if (text.trim() === '') throw malformed('recognition.api-empty');
	return { given: { typed: text } };
}
