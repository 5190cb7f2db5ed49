import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { error, redirect } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { preferred } from '#platform';
import { formDrafts } from '#drafts/server';
import { actorOf, SESSION_COOKIE } from '#identity/server';
import { problemText, runInLocale } from '#messages/server';
import { errorCode, hindranceOf, newId, type World } from '#platform/server';
import { keptAnswers } from '#web/kept-answers.ts';
import { openService } from './open-service.ts';
import { PUBLIC_VERSIONS } from './public-versions.ts';
import { atStart, everyHour } from './upkeep.ts';

let world: World | undefined;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const HOUR = 3_600_000;

export const init: ServerInit = async () => {
	const { opened, close } = openService();
	world = opened;
	void atStart(opened);
	const sweep = setInterval(() => void everyHour(opened), HOUR);
	sweep.unref();
	process.once('sveltekit:shutdown' as 'exit', () => void close());
};

const named: Handle = async ({ event, resolve }) => {
	if (!world) throw new Error('The service has not started.');
	event.locals.world = world;
	event.locals.requestId = newId();
	const began = performance.now();
	const response = await resolve(event);
	// Whatever it was that could not be done now, it may be asked for again in a moment.
	if (response.status === 503 && !response.headers.has('retry-after'))
		response.headers.set('retry-after', '10');
	// The route's id, never the address: addresses hold people's things.
	world.log.info('request', {
		request: event.locals.requestId,
		method: event.request.method,
		route: event.route.id,
		status: response.status,
		ms: Math.round(performance.now() - began),
	});
	return response;
};

/** Forms of ours only: whatever the content type, a change must come from a page of this very site. */
const sameSite: Handle = ({ event, resolve }) => {
	if (!SAFE.has(event.request.method)) {
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

/** No address of ours holds what no database can keep; searched for, it is said in a sentence. */
const storable: Handle = ({ event, resolve }) => {
	if (/%00/.test(event.url.pathname + event.url.search))
		error(400, problemText('platform.unstorable', {}, event.locals.locale));
	return resolve(event);
};

/**
 * The framework's pages have a second form for programs, at the same address. Kit chooses between a page and an endpoint
 * without weighing what the request asks for; here it is weighed, and Kit is told the answer.
 */
const representation: Handle = ({ event, resolve }) => {
	const { request, route, url, isDataRequest } = event;
	if (route.id?.startsWith('/(public)/framework') && SAFE.has(request.method) && !isDataRequest) {
		const wanted = preferred(request.headers.get('accept'), [
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
	await event.locals.drafts.bringBack();
	if (
		actor.kind === 'person' &&
		actor.mustChangePassword &&
		/^\/\((learner|adviser|admin)\)/.test(event.route.id ?? '')
	) {
		if (event.url.pathname !== '/account') redirect(303, '/account?change=1');
	}
	const response = await resolve(event);
	if (event.locals.actor.kind !== 'anonymous' && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'no-store');
	}
	return response;
};

/** Endpoints for programs of any site: no cookie is read, none is set, so that nobody can be made to ask as somebody. */
const FOR_PROGRAMS = new Set(['/(machine)/api/verify', '/(machine)/api/openapi.json']);

const forPeople = sequence(
	keptAnswers(PUBLIC_VERSIONS),
	sameSite,
	language,
	storable,
	representation,
	people,
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
	// The name and place of a fault, never its message: messages may quote what a person typed.
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
	const ours = hindranceOf(error);
	if (ours) return { status: 503, message: problemText(ours, {}, locale), id: locals.requestId };
	return { message: problemText('platform.fault', {}, locale), id: locals.requestId };
};
