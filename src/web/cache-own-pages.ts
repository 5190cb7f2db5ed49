import type { Handle } from '@sveltejs/kit/hooks';
import { SESSION_COOKIE } from '#identity/server';
import { civilDate, USUAL_TIME_ZONE } from '#platform';
import { createVersionedCache, type ReadTrace } from '#platform/server';
import { serviceProvider } from './service-provider.ts';
import { bytesOfKept, keepable, type KeptResponse, sendKept } from './kept-response.ts';

/** Size limit of the cache of people's own pages, in bytes: some 100 pages. */
const MOST_BYTES = 4_000_000;

/** How long a person's own page may be kept (ms), even if nothing that it shows has changed. */
const LONGEST = 600_000;

/** Names of the cookies that change nothing in a page: the session, whose person is known, and the language. */
const HARMLESS = new Set([SESSION_COOKIE, 'lang']);

const hasOtherCookie = (cookie: string | null) =>
	(cookie ?? '').split(';').some((one) => !HARMLESS.has(one.split('=')[0]?.trim() ?? ''));

/** A person's own page, with the trace of what the database gave for it. */
interface KeptPage {
	readonly response: KeptResponse;
	readonly trace: ReadTrace;
}

/**
 * Makes a SvelteKit hook that keeps the response of the given routes (by id) for the person whose page it is,
 * in one session, until a query of the page would return something else. The page must show nothing but what
 * it reads from the database, the actor, the language, the day and who offers the service; and it must contain no form with a key,
 * since a key is for one page. Nothing is kept for a visitor, or for an address with a query.
 */
export function cacheOwnPages(routes: ReadonlySet<string>): Handle {
	const kept = createVersionedCache<KeptPage>(MOST_BYTES, ({ response }) => bytesOfKept(response), LONGEST);
	return async ({ event, resolve }) => {
		const { request, route, url, locals } = event;
		const { actor, world, locale } = locals;
		const plain = request.method === 'GET' && url.search === '' && !event.isDataRequest;
		if (actor.kind !== 'person' || !plain || !routes.has(route.id ?? '')) return resolve(event);
		if (hasOtherCookie(request.headers.get('cookie'))) return resolve(event);
		const now = world.now();
		const name = JSON.stringify([actor.session, locale, url.pathname]);
		const day = civilDate(now, actor.timeZone ?? USUAL_TIME_ZONE);
		const version = JSON.stringify([actor, day, serviceProvider(world)]);
		const found = kept.get(name, version, now);
		if (found && (await found.trace.isCurrent())) return sendKept(request, found.response);
		const { value: response, trace } = await world.db.traceReads(async () => resolve(event));
		const made = trace && (await keepable(response));
		if (!made) return response;
		kept.set(name, version, now, { response: made, trace });
		return sendKept(request, made);
	};
}
