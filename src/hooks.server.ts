import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { error, redirect } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { preferredMediaType } from '#platform';
import { formDrafts } from '#drafts/server';
import { actorOf, SESSION_COOKIE } from '#identity/server';
import { problemText, runInLocale } from '#messages/server';
import { errorCode, messageCodeOfWriteFault, newId, type World } from '#platform/server';
import { cacheOwnPages } from '#web/cache-own-pages.ts';
import { cachePublicPages } from '#web/cache-public-pages.ts';
import { openService } from './open-service.ts';
import { OWN_PAGES_KEPT } from './own-pages-kept.ts';
import { PUBLIC_PAGE_VERSIONS } from './public-versions.ts';
import { countRequest } from './service-metrics.ts';
import { runStartTasks } from './upkeep.ts';

let world: World | undefined;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export const init: ServerInit = async () => {
	const { opened, close } = await openService();
	world = opened;
	void runStartTasks(opened);
	process.once('sveltekit:shutdown', (_reason: unknown, ends?: Promise<void>[]) => {
		const closed = close();
		ends?.push(closed);
	});
};

const named: Handle = async ({ event, resolve }) => {
	if (!world) throw new Error('The service has not started.');
	event.locals.world = world;
	event.locals.requestId = newId();
	const began = performance.now();
	const response = await resolve(event);
	// A 503 is temporary (database busy, too many jobs): tells clients to try again in ten seconds.
	if (response.status === 503 && !response.headers.has('retry-after'))
		response.headers.set('retry-after', '10');
	const ms = performance.now() - began;
	countRequest(event.route.id, response.status, ms);
	// Logs the route's id, never the address, which may contain people's data.
	world.log.info('request', {
		request: event.locals.requestId,
		method: event.request.method,
		route: event.route.id,
		status: response.status,
		ms: Math.round(ms),
	});
	return response;
};

/**
 * Route ids whose address is itself the permission: mail programs request them in one tap, from no page and
 * with no cookie (RFC 8058).
 */
const FOR_MAIL_PROGRAMS = new Set(['/(public)/unsubscribe/[token]']);

/**
 * CSRF protection: refuses (403) a request that changes something and does not come from a page of this site,
 * whatever its content type.
 */
const sameSite: Handle = ({ event, resolve }) => {
	if (!SAFE.has(event.request.method) && !FOR_MAIL_PROGRAMS.has(event.route.id ?? '')) {
		const site = event.request.headers.get('sec-fetch-site');
		const foreign = site !== null && site !== 'same-origin' && site !== 'none';
		if (foreign || event.request.headers.get('origin') !== event.url.origin) {
			return new Response(problemText('platform.other-site', {}, 'fr'), {
				status: 403,
				headers: { 'content-type': 'text/plain; charset=utf-8' },
			});
		}
	}
	return resolve(event);
};

/**
 * Redirects an address whose path begins with several slashes to the same address with one slash. Written in
 * a link or a redirect, such a path would name another host (RFC 3986, section 4.2).
 */
const oneSlash: Handle = ({ event, resolve }) => {
	const { pathname, search } = event.url;
	if (pathname.startsWith('//')) redirect(308, pathname.replace(/^\/+/, '/') + search);
	return resolve(event);
};

const language: Handle = async ({ event, resolve }) => {
	const asked = event.url.searchParams.get('lang');
	if ((asked === 'fr' || asked === 'en') && SAFE.has(event.request.method)) {
		event.cookies.set('lang', asked, {
			path: '/',
			httpOnly: false,
			sameSite: 'lax',
			secure: event.url.protocol === 'https:',
			maxAge: 31_536_000,
		});
		const clean = new URL(event.url);
		clean.searchParams.delete('lang');
		redirect(303, clean.pathname + clean.search);
	}
	return runInLocale(event.request, async (locale) => {
		event.locals.locale = locale;
		const response = await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale === 'en' ? 'en-CA' : 'fr-CA'),
		});
		response.headers.append('vary', 'Cookie');
		return response;
	});
};

/**
 * Answers 400, with a message, to an address that contains an encoded NUL character: no database can store
 * one, so the query of the page would fail.
 */
const storable: Handle = ({ event, resolve }) => {
	if (/%00/.test(event.url.pathname + event.url.search))
		error(400, problemText('platform.unstorable', {}, event.locals.locale));
	return resolve(event);
};

/**
 * Serves the framework's pages as HTML or JSON-LD at the same address. SvelteKit chooses between a page and
 * an endpoint without comparing the quality values of `Accept`: this handler compares them, and rewrites the
 * request's `Accept` to the single type to send.
 */
const representation: Handle = ({ event, resolve }) => {
	const { request, route, url, isDataRequest } = event;
	if (route.id?.startsWith('/(public)/framework') && SAFE.has(request.method) && !isDataRequest) {
		const wanted = preferredMediaType(request.headers.get('accept'), [
			'text/html',
			'application/ld+json',
			'application/json',
		]);
		const forPrograms = url.searchParams.get('format') === 'jsonld' || wanted !== 'text/html';
		request.headers.set('accept', forPrograms ? 'application/ld+json' : 'text/html');
	}
	return resolve(event);
};

const people: Handle = async ({ event, resolve }) => {
	const actor = await actorOf(event.locals.world, event.cookies.get(SESSION_COOKIE));
	event.locals.actor = actor;
	const { cookies } = event;
	const address = () => event.getClientAddress();
	event.locals.drafts = formDrafts({ world: event.locals.world, actor, cookies, address });
	await event.locals.drafts.restoreAfterSignIn();
	if (
		actor.kind === 'person' &&
		actor.mustChangePassword &&
		/^\/\((learner|adviser|admin|operator)\)/.test(event.route.id ?? '')
	) {
		if (event.url.pathname !== '/account') redirect(303, '/account?change=1');
	}
	const response = await resolve(event);
	if (event.locals.actor.kind !== 'anonymous' && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'no-store');
	}
	return response;
};

/**
 * Route ids of the endpoints that programs on any site may call. These endpoints read and set no cookie, so
 * that no other site can make a browser send a request as its signed-in person.
 */
const FOR_PROGRAMS = new Set([
	'/(machine)/api/verify',
	'/(machine)/api/openapi.json',
	'/(machine)/xapi/statements',
]);

const forPeople = sequence(
	oneSlash,
	cachePublicPages(PUBLIC_PAGE_VERSIONS),
	sameSite,
	language,
	storable,
	representation,
	people,
	cacheOwnPages(OWN_PAGES_KEPT),
);
const forEach: Handle = ({ event, resolve }) =>
	FOR_PROGRAMS.has(event.route.id ?? '') ? resolve(event) : forPeople({ event, resolve });

export const handle = sequence(named, forEach);

export const handleError: HandleServerError = ({ error, event, kind }) => {
	const { locals } = event;
	const locale = locals.locale ?? 'fr';
	if (kind === 'app') return {};
	if (kind === 'framework')
		return { message: problemText(error.status === 404 ? 'not-found' : 'generic', {}, locale) };
	// Logs the name and place of an error, never its message, which may quote what a person typed.
	const { name = 'unknown', stack = '' } = error instanceof Error ? error : {};
	locals.world?.log.error('request.failed', {
		request: locals.requestId,
		route: event.route.id,
		error: name,
		code: errorCode(error),
		where: stack
			.split('\n')
			.find((line) => line.includes('/build/'))
			?.replace(/^.*\/build\//, ''),
	});
	const ours = messageCodeOfWriteFault(error);
	if (ours) return { status: 503, message: problemText(ours, {}, locale), id: locals.requestId };
	return { message: problemText('platform.fault', {}, locale), id: locals.requestId };
};
