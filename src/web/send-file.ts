/** A document to send as a response: its bytes, media type, ETag and file name. */
interface Document {
	readonly bytes: Uint8Array<ArrayBuffer> | string;
	readonly type: string;
	readonly etag: string;
	readonly name?: string;
	/** True when the document is removed for good: the status is 410, and the body says so. */
	readonly gone?: boolean;
}

// Compression makes an ETag weak (`W/`), and the browser sends it back in that form.
const plain = (etag: string) => etag.trim().replace(/^W\//, '');

/**
 * Whether the request's If-None-Match header has this ETag, so that the client's copy is current; a weak ETag
 * counts as the strong one.
 */
export function hasCurrentCopy(request: Request, etag: string): boolean {
	const held = request.headers.get('if-none-match')?.split(',').map(plain) ?? [];
	return held.includes(plain(etag));
}

/**
 * Content-Security-Policy of a PDF. Browsers show a PDF in a frame of their own, which the closed policy of
 * everything but pages would block; nothing else is allowed.
 */
const PDF_POLICY =
	"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/**
 * Makes the response that sends a person their own file: other sites cannot read it, and nothing caches it.
 * With `saved`, the browser saves it and the page stays.
 */
export function sendPrivateFile({
	bytes,
	type,
	name,
	saved = false,
}: Omit<Document, 'etag' | 'gone'> & { readonly saved?: boolean }): Response {
	const headers = new Headers({
		'content-type': type,
		'cache-control': 'private, no-store',
		'content-security-policy': PDF_POLICY,
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
	});
	if (name) headers.set('content-disposition', `${saved ? 'attachment' : 'inline'}; filename="${name}"`);
	return new Response(bytes, { headers });
}

/**
 * Makes the response that sends a public document, or 304 when the client's copy is current. Any site may
 * read it. `cache` is the Cache-Control header.
 */
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
	if (hasCurrentCopy(request, document.etag)) return new Response(null, { status: 304, headers });
	return new Response(document.bytes, { headers });
}
