import { Refusal } from '#platform';
import { addressGroup, costsTooMuch, type World } from '#platform/server';
import { type Given, LARGEST_FILE, LARGEST_TEXT, unwrap, verifyForm } from '#recognition/server';

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

/** A form has a few fields; one of thousands would cost seconds to take apart. */
const MOST_PARTS = 20;

const malformed = (code: string) => new Refusal(code, { status: 400 });

/** The bytes of a body; too large, it is read to its end and refused, so that its sender hears the answer. */
async function bytesOf(request: Request, most: number, code: string): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		const reader = request.body?.getReader();
		for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
			size += part.value.length;
			if (size <= most) chunks.push(part.value);
		}
	} catch (fault) {
		// The service's own limit, past which nothing is read.
		if ((fault as { status?: unknown }).status === 413) throw new Refusal(code, { status: 413 });
		throw malformed('recognition.api-cut');
	}
	if (size > most) throw new Refusal(code, { status: 413 });
	if (size === 0) throw malformed('recognition.api-empty');
	return new Uint8Array(Buffer.concat(chunks));
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
async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Asked> {
	if (costsTooMuch(bytes, type, MOST_PARTS)) throw malformed('recognition.api-form');
	const sent = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => {
		throw malformed('recognition.api-form');
	});
	const fields = [...sent].filter(([, value]) => typeof value === 'string' || value.size > 0);
	const read = verifyForm.safeParse(Object.fromEntries(fields));
	if (!read.success) {
		const [issue] = read.error.issues;
		throw new Refusal(issue?.message ?? 'generic', { field: String(issue?.path[0] ?? '') });
	}
	const { file, text, recipient } = read.data;
	const given = file ? { file: new Uint8Array(await file.arrayBuffer()) } : { typed: text };
	return { given, recipient: recipient || undefined };
}

/** What a request gives to be verified; refuses with 400, 413 or 415. */
export async function readGiven(
	{ threads }: Pick<World, 'threads'>,
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
		return readForm(await bytesOf(request, most, 'recognition.given-too-large'), type);
	}
	if (PICTURES.includes(plain))
		return { given: { file: await bytesOf(request, LARGEST_FILE, 'recognition.given-too-large') } };
	const text = textOf(await bytesOf(request, LARGEST_TEXT, 'recognition.text-too-long'));
	if (plain === 'application/json') {
		const { typed, recipient } = await unwrap(threads, text, addressGroup(visitor));
		return { given: { typed }, recipient };
	}
	if (text.trim() === '') throw malformed('recognition.api-empty');
	return { given: { typed: text } };
}
