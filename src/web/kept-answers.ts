import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Handle } from '@sveltejs/kit/hooks';
import { keep, type World } from '#platform/server';
import { holds } from './send-file.ts';

/** Room for kept answers with their compressed forms: some 300 pages in two languages. */
const MOST_BYTES = 12_000_000;

type Coding = 'br' | 'gzip';
const compressed = {
	br: (bytes: Uint8Array) =>
		promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
	gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
};

/** An answer as anybody gets it who has not signed in. */
interface KeptAnswer {
	readonly headers: readonly (readonly [string, string])[];
	readonly etag: string;
	readonly plain: Uint8Array<ArrayBuffer>;
	readonly br: Uint8Array<ArrayBuffer>;
	readonly gzip: Uint8Array<ArrayBuffer>;
}

/**
 * The version of what anybody reads at a route: text that changes whenever what is answered there to somebody who has not
 * signed in changes, in either language; undefined where nobody may read it.
 */
export type PublicVersion = (
	world: World,
	params: Readonly<Partial<Record<string, string>>>,
) => string | undefined | Promise<string | undefined>;

/** What a cookie says when it says nothing but a language. */
const LANGUAGE_ONLY = /^lang=(fr|en)$/;

/** The language of somebody of whom no cookie says more; undefined for whoever may be somebody. */
export function languageOnly(cookie: string | null): 'fr' | 'en' | undefined {
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
	// As the compression of everything else has it: the same document, other bytes.
	all.set('etag', coding ? `W/${etag}` : etag);
	if (holds(request, etag)) return new Response(null, { status: 304, headers: all });
	if (coding) all.set('content-encoding', coding);
	const body = bodies[coding ?? 'plain'];
	all.set('content-length', String(body.length));
	return new Response(body, { headers: all });
}

const NOT_KEPT = new Set(['vary', 'etag', 'content-length', 'content-encoding', 'cache-control']);

async function asKept(response: Response): Promise<KeptAnswer | undefined> {
	const etag = response.headers.get('etag');
	if (response.status !== 200 || etag === null || response.headers.has('set-cookie')) return undefined;
	// A nonce serves one answer: whoever read it in a kept one could have a script of theirs run in the next.
	if (/'nonce-/.test(response.headers.get('content-security-policy') ?? '')) return undefined;
	const plain = new Uint8Array(await response.clone().arrayBuffer());
	const [br, zipped] = await Promise.all([compressed.br(plain), compressed.gzip(plain)]);
	const headers = [...response.headers].filter(([name]) => !NOT_KEPT.has(name));
	return {
		// Whoever keeps it asks here each time: what was taken back must be seen to be.
		headers: [...headers, ['cache-control', 'public, no-cache']],
		etag: etag.replace(/^W\//, ''),
		plain,
		br: new Uint8Array(br),
		gzip: new Uint8Array(zipped),
	};
}

/**
 * Answers again with what was answered before, at the routes named, for whoever sends no cookie but a language, as long as
 * its version is the same: nothing is drawn, checked or compressed anew. Whoever may be somebody is never answered so, and
 * what they are answered is never kept.
 */
export function keptAnswers(versions: Readonly<Record<string, PublicVersion>>): Handle {
	const kept = keep<KeptAnswer>(MOST_BYTES, bytesOf);
	return async ({ event, resolve }) => {
		const { request, route, url, locals } = event;
		const version = versions[route.id ?? ''];
		const language = languageOnly(request.headers.get('cookie'));
		const plain = request.method === 'GET' && url.search === '' && !event.isDataRequest;
		if (!version || !language || !plain || request.headers.has('authorization')) return resolve(event);
		const { world } = locals;
		// Asked before it is answered: what changes meanwhile is not kept as what it has become.
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
