import { createHash } from 'node:crypto';

/** What a program fetches from us, whoever asks from wherever. */
interface Document {
	readonly bytes: Uint8Array<ArrayBuffer> | string;
	readonly type: string;
	readonly etag: string;
	readonly name?: string;
	/** What stood there was taken away: 410, with a body that says so. */
	readonly gone?: boolean;
}

// The compression weakens an ETag (`W/`), and a browser sends it back so.
const plain = (etag: string) => etag.trim().replace(/^W\//, '');

/** Whether whoever asks says that they hold the document of that name already. */
export function holds(request: Request, etag: string): boolean {
	const held = request.headers.get('if-none-match')?.split(',').map(plain) ?? [];
	return held.includes(plain(etag));
}

/** The name of these very bytes: the same bytes have the same. */
export const etagOf = (bytes: Uint8Array): string =>
	`"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;

/**
 * A browser shows a PDF in a frame of its own making, which the closed policy of everything that is no page would
 * forbid; nothing else is allowed.
 */
const PDF_POLICY =
	"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** Answers a person with a file of their own: no other site reads it, nothing keeps it. */
export function sendPrivateFile({ bytes, type, name }: Omit<Document, 'etag' | 'gone'>): Response {
	const headers = new Headers({
		'content-type': type,
		'cache-control': 'private, no-store',
		'content-security-policy': PDF_POLICY,
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
	});
	if (name) headers.set('content-disposition', `inline; filename="${name}"`);
	return new Response(bytes, { headers });
}

/** Answers with a document, or says that the one already held is still the right one (304). Open to any site. */
export function sendFile(request: Request, document: Document, cache: string): Response {
	const headers = new Headers({
		'content-type': document.type,
		etag: document.etag,
		'cache-control': cache,
		'access-control-allow-origin': '*',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
	});
	if (document.type === 'application/pdf') headers.set('content-security-policy', PDF_POLICY);
	if (document.gone) return new Response(document.bytes, { status: 410, headers });
	if (document.name) headers.set('content-disposition', `inline; filename="${document.name}"`);
	if (holds(request, document.etag)) return new Response(null, { status: 304, headers });
	return new Response(document.bytes, { headers });
}
