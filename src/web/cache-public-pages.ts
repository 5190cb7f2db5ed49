import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Handle } from '@sveltejs/kit/hooks';
import { createVersionedCache, type World } from '#platform/server';
import { hasCurrentCopy } from './send-file.ts';

/**
 * Size limit of the cache of public pages, in bytes, compressed forms included: some 300 pages in two
 * languages.
 */
const MOST_BYTES = 12_000_000;

type Coding = 'br' | 'gzip';
const compressed = {
	br: (bytes: Uint8Array) =>
		promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
	gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
};

/**
 * A cached response of a public page, the same for every anonymous visitor: headers, ETag, and the body plain
 * and compressed.
 */
interface KeptAnswer {
	readonly headers: readonly (readonly [string, string])[];
	readonly etag: string;
	readonly plain: Uint8Array<ArrayBuffer>;
	readonly br: Uint8Array<ArrayBuffer>;
	readonly gzip: Uint8Array<ArrayBuffer>;
}

/**
 * Computes the version of a public page: a text that changes whenever what an anonymous visitor would get
 * changes, in either language. Undefined when the page is not public, so must not be cached.
 */
export type ComputePageVersion = (
	world: World,
	params: Readonly<Partial<Record<string, string>>>,
) => string | undefined | Promise<string | undefined>;

/** Matches a Cookie header that contains the language and nothing else. */
const LANGUAGE_ONLY = /^lang=(fr|en)$/;

/**
 * The language in a request's Cookie header if the header contains nothing else (French without a header);
 * undefined for a visitor who may be signed in.
 */
export function languageIfOnlyCookie(cookie: string | null): 'fr' | 'en' | undefined {
	if (cookie === null) return 'fr';
	return LANGUAGE_ONLY.exec(cookie)?.[1] as 'fr' | 'en' | undefined;
}

const bytesOf = ({ plain, br, gzip: zipped }: KeptAnswer) => plain.length + br.length + zipped.length + 2000;

function codingFor(request: Request): Coding | undefined {
	const accepted = request.headers.get('accept-encoding') ?? '';
	return (['br', 'gzip'] as const).find((name) =>
		new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted),
	);
}

function answerWith(request: Request, { headers, etag, ...bodies }: KeptAnswer): Response {
	const coding = codingFor(request);
	const all = new Headers(headers as [string, string][]);
	all.set('vary', 'Cookie, Accept-Encoding');
	// The ETag is weak when the body is compressed, as in compress.ts: the same document in other bytes.
	all.set('etag', coding ? `W/${etag}` : etag);
	if (hasCurrentCopy(request, etag)) return new Response(null, { status: 304, headers: all });
	if (coding) all.set('content-encoding', coding);
	const body = bodies[coding ?? 'plain'];
	all.set('content-length', String(body.length));
	return new Response(body, { headers: all });
}

const NOT_KEPT = new Set(['vary', 'etag', 'content-length', 'content-encoding', 'cache-control']);

async function asKept(response: Response): Promise<KeptAnswer | undefined> {
	const etag = response.headers.get('etag');
	if (response.status !== 200 || etag === null || response.headers.has('set-cookie')) return undefined;
	// A script nonce is valid for one response: somebody who read it in a cached response could run their own
	// script in the next.
	if (/'nonce-/.test(response.headers.get('content-security-policy') ?? '')) return undefined;
	const plain = new Uint8Array(await response.clone().arrayBuffer());
	const [br, zipped] = await Promise.all([compressed.br(plain), compressed.gzip(plain)]);
	const headers = [...response.headers].filter(([name]) => !NOT_KEPT.has(name));
	return {
		// Browsers must revalidate each time, so that a withdrawn page disappears at once.
		headers: [...headers, ['cache-control', 'public, no-cache']],
		etag: etag.replace(/^W\//, ''),
		plain,
		br: new Uint8Array(br),
		gzip: new Uint8Array(zipped),
	};
}

/**
 * Makes a SvelteKit hook that caches the responses of the given routes (by route id), for as long as the
 * page's version stays the same. Only requests with no cookie but the language are cached. A cached page is
 * not rendered, checked or compressed again. A visitor who may be signed in never gets a cached response, and
 * their responses are never cached.
 */
export function cachePublicPages(versions: Readonly<Record<string, ComputePageVersion>>): Handle {
	const kept = createVersionedCache<KeptAnswer>(MOST_BYTES, bytesOf);
	return async ({ event, resolve }) => {
		const { request, route, url, locals } = event;
		const version = versions[route.id ?? ''];
		const language = languageIfOnlyCookie(request.headers.get('cookie'));
		const plain = request.method === 'GET' && url.search === '' && !event.isDataRequest;
		if (!version || !language || !plain || request.headers.has('authorization')) return resolve(event);
		const { world } = locals;
		// The version is read before the page is rendered: if the page changes meanwhile, the response is
		// stored under the old version and so not used.
		const present = await version(world, event.params);
		if (present === undefined) return resolve(event);
		const name = `${language} ${url.pathname}`;
		const found = kept.get(name, present, world.now());
		if (found) return answerWith(request, found);
		const response = await resolve(event);
		const made = await asKept(response);
		if (!made) return response;
		kept.set(name, present, world.now(), made);
		return answerWith(request, made);
	};
}
