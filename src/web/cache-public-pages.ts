import type { Handle } from '@sveltejs/kit/hooks';
import { createVersionedCache, type World } from '#platform/server';
import { bytesOfKept, keepable, sendKept } from './kept-response.ts';

/**
 * Size limit of the cache of public pages, in bytes, compressed forms included: some 300 pages in two
 * languages.
 */
const MOST_BYTES = 12_000_000;

/**
 * Cache-Control of a public page: browsers must revalidate each time, so that a withdrawn page disappears at
 * once.
 */
const CACHE = 'public, no-cache';

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

/**
 * Makes a SvelteKit hook that caches the responses of the given routes (by route id), for as long as the
 * page's version stays the same. Only requests with no cookie but the language are cached. A cached page is
 * not rendered, checked or compressed again. A visitor who may be signed in never gets a cached response, and
 * their responses are never cached here (see `cacheOwnPages`).
 */
export function cachePublicPages(versions: Readonly<Record<string, ComputePageVersion>>): Handle {
	const cached = createVersionedCache(MOST_BYTES, bytesOfKept);
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
		const found = cached.get(name, present, world.now());
		if (found) return sendKept(request, found, CACHE);
		const response = await resolve(event);
		const made = await keepable(response);
		if (!made) return response;
		cached.set(name, present, world.now(), made);
		return sendKept(request, made, CACHE);
	};
}
