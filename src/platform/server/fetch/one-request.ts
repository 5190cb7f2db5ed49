import type { FetchOptions, FetchResult } from './fetch-result.ts';
import { readDecodedBody, isReadableCoding } from './body.ts';
import { guardedConnector } from './connector.ts';
import type { FetchLimits } from './limits.ts';
import { FetchRefusedError } from './refused.ts';
import type { Network } from './network.ts';

/** Result of one HTTP request: a response, a reason why there is none, or a redirect to follow. */
export type RequestOutcome = FetchResult | { readonly kind: 'redirect'; readonly to: string };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PAGE = /^(text\/html|application\/xhtml\+xml)$/;
// Media types in which sites serve badges and DID documents: registered or only named in a standard, with any
// structured suffix.
const DOCUMENT =
	/^(|(application|text)\/(x-)?(json|javascript|plain|jwt|jose|jws|vc|vp|did|pem-file)|(application|text)\/[\w.-]+(\+[\w.-]+)*\+(json|jwt|sd-jwt|jose|cose)|(application|binary)\/octet-stream)$/;
const PICTURE = /^image\/(png|svg\+xml)$/;
const HTML = /^\uFEFF?\s*<(!doctype\s+html|html)[\s>]/i;

const ACCEPTED = {
	document:
		'application/json, application/ld+json;q=0.9, application/vc+ld+json;q=0.9, application/vc;q=0.9, application/did;q=0.9, application/jwt;q=0.8, text/plain;q=0.5',
	'document-or-picture':
		'application/json, application/ld+json;q=0.9, application/vc+ld+json;q=0.9, application/vc;q=0.9, application/jwt;q=0.8, image/png;q=0.8, image/svg+xml;q=0.8, text/plain;q=0.5',
} as const;

const one = (header: string | string[] | undefined): string =>
	(Array.isArray(header) ? header.join(',') : (header ?? '')).trim();

/** True if a body served as HTML is really a document: it begins like JSON or like a token (VC-JWT). */
const isDocument = (bytes: Uint8Array) => /^\uFEFF?\s*("?eyJ|\{)/.test(startOf(bytes));
const startOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 200));

/**
 * Sends one GET request, without cookies or credentials and without accepting compression; redirects are
 * returned, not followed. Throws `FetchRefusedError`, or the error of the network.
 */
export async function sendOneRequest(
	url: URL,
	{ accept, signal }: { readonly accept: FetchOptions['accept']; readonly signal: AbortSignal },
	{ network, limits, userAgent }: { network: Network; limits: FetchLimits; userAgent: string },
): Promise<RequestOutcome> {
	// Imported at the first request only: most services seldom fetch, and a command does so at most once.
	const { Agent, request } = await import('undici');
	const slow = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const onConnected = () => {
		timer = setTimeout(() => slow.abort(new FetchRefusedError('too-slow')), limits.headersMs);
	};
	// A separate agent for each request, closed afterwards, so that no connection is shared between requests.
	const dispatcher = new Agent({
		connect: guardedConnector(network, limits.connectMs, onConnected),
		pipelining: 0,
		allowH2: false,
		headersTimeout: 0,
		bodyTimeout: 0,
		maxHeaderSize: 16_384,
	});
	try {
		const { statusCode, headers, body } = await request(url, {
			dispatcher,
			signal: AbortSignal.any([signal, slow.signal]),
			headers: { accept: ACCEPTED[accept], 'accept-encoding': 'identity', 'user-agent': userAgent },
		});
		clearTimeout(timer);
		body.on('error', () => undefined);
		const location = one(headers['location']);
		if (REDIRECTS.has(statusCode) && location !== '') return { kind: 'redirect', to: location };
		const contentType = one(headers['content-type']).replace(/;.*/, '').trim().toLowerCase();
		const picture = accept === 'document-or-picture' && PICTURE.test(contentType);
		const page = PAGE.test(contentType);
		const readable = picture || page || DOCUMENT.test(contentType);
		const good = statusCode >= 200 && statusCode < 300;
		const coding = one(headers['content-encoding']).toLowerCase();
		const decodable = isReadableCoding(coding);
		// Responses with an error status are often HTML: their status is enough, and the body is not read.
		if (!good && (!readable || page || !decodable))
			return { kind: 'found', status: statusCode, bytes: new Uint8Array(), contentType };
		if (!decodable) throw new FetchRefusedError('compressed');
		if (!readable) throw new FetchRefusedError('content-type');
		const most = accept === 'document-or-picture' ? limits.pictureBytes : limits.documentBytes;
		const bytes = await readDecodedBody(body, { said: one(headers['content-length']), coding, most });
		if ((page && !isDocument(bytes)) || HTML.test(startOf(bytes))) throw new FetchRefusedError('page');
		return { kind: 'found', status: statusCode, bytes, contentType };
	} finally {
		clearTimeout(timer);
		void dispatcher.destroy().catch(() => undefined);
	}
}
