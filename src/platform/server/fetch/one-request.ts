import { Agent, request } from 'undici';
import type { Ask, Fetched } from './answer.ts';
import { guardedConnector } from './connector.ts';
import type { Limits } from './limits.ts';
import { Refused } from './refused.ts';
import type { Surroundings } from './surroundings.ts';

/** What one request brought: an answer, or another address to ask. */
export type Step = Fetched | { readonly kind: 'redirect'; readonly to: string };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PAGE = /^(text\/html|application\/xhtml\+xml)$/;
const DOCUMENT =
	/^(|(application|text)\/(json|plain|jwt|jose|x-pem-file)|application\/[\w.-]+\+(json|jwt|sd-jwt)|(application|binary)\/octet-stream)$/;
const PICTURE = /^image\/(png|svg\+xml)$/;
const HTML = /^\uFEFF?\s*<(!doctype\s+html|html)[\s>]/i;

const ACCEPTED = {
	document: 'application/json, application/ld+json;q=0.9, application/jwt;q=0.8, text/plain;q=0.5',
	'document-or-picture':
		'application/json, application/ld+json;q=0.9, application/jwt;q=0.8, image/png;q=0.8, image/svg+xml;q=0.8, text/plain;q=0.5',
} as const;

const one = (header: string | string[] | undefined): string =>
	(Array.isArray(header) ? header.join(',') : (header ?? '')).trim();

/** Reads a body to its end, and no further than it may be long. */
async function bytesOf(body: AsyncIterable<Uint8Array>, said: string, most: number): Promise<Uint8Array> {
	if (Number(said) > most) throw new Refused('too-large');
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of body) {
		size += part.length;
		if (size > most) throw new Refused('too-large');
		parts.push(part);
	}
	return new Uint8Array(Buffer.concat(parts));
}

/** Asks one address once. No cookie, no credential, no compression; throws `Refused`, or whatever broke. */
export async function askOnce(
	url: URL,
	{ accept, signal }: { readonly accept: Ask['accept']; readonly signal: AbortSignal },
	{ surroundings, limits, userAgent }: { surroundings: Surroundings; limits: Limits; userAgent: string },
): Promise<Step> {
	const slow = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const onConnected = () => {
		timer = setTimeout(() => slow.abort(new Refused('too-slow')), limits.headersMs);
	};
	// Its own connections, closed at the end: nothing of one request is left for the next.
	const dispatcher = new Agent({
		connect: guardedConnector(surroundings, limits.connectMs, onConnected),
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
		const contentType = (one(headers['content-type']).split(';', 1)[0] ?? '').trim().toLowerCase();
		const picture = accept === 'document-or-picture' && PICTURE.test(contentType);
		const readable = picture || DOCUMENT.test(contentType);
		const good = statusCode >= 200 && statusCode < 300;
		const compressed = !/^(|identity)$/i.test(one(headers['content-encoding']));
		// What went wrong is often said in a page: the status tells enough.
		if (!good && (!readable || compressed))
			return { kind: 'found', status: statusCode, bytes: new Uint8Array(), contentType };
		if (compressed) throw new Refused('compressed');
		if (PAGE.test(contentType)) throw new Refused('page');
		if (!readable) throw new Refused('content-type');
		const large = accept === 'document-or-picture' && (picture || !/json|jwt|text/.test(contentType));
		const most = large ? limits.pictureBytes : limits.documentBytes;
		const bytes = await bytesOf(body, one(headers['content-length']), most);
		if (HTML.test(new TextDecoder().decode(bytes.subarray(0, 200)))) throw new Refused('page');
		return { kind: 'found', status: statusCode, bytes, contentType };
	} finally {
		clearTimeout(timer);
		void dispatcher.destroy().catch(() => undefined);
	}
}
