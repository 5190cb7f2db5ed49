import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { hasCurrentCopy } from './send-file.ts';

type Coding = 'br' | 'gzip';
type Bytes = Uint8Array<ArrayBuffer>;
const compressed = {
	br: (bytes: Bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
	gzip: (bytes: Bytes) => promisify(gzip)(bytes),
};

/** A page's response kept in memory: headers, ETag, and the body, plain and in the codings asked so far. */
export interface KeptResponse {
	readonly headers: readonly (readonly [string, string])[];
	readonly etag: string;
	readonly plain: Bytes;
	readonly coded: Map<Coding, Bytes>;
}

/**
 * About how much memory a kept response takes (bytes), once it has been compressed in both codings: HTML
 * becomes about a quarter in each.
 */
export const bytesOfKept = ({ plain }: KeptResponse): number => Math.ceil(plain.length * 1.5) + 2000;

/** Headers that depend on who asks, and how: they are set each time the kept response is sent. */
const NOT_KEPT = new Set(['vary', 'etag', 'content-length', 'content-encoding', 'cache-control']);

/**
 * Reads a response so that it can be kept; undefined for one that must not be: an error, a redirect, or one
 * that sets a cookie or has no ETag.
 */
export async function keepable(response: Response): Promise<KeptResponse | undefined> {
	const etag = response.headers.get('etag');
	if (response.status !== 200 || etag === null || response.headers.has('set-cookie')) return undefined;
	// A script nonce is valid for one response: somebody who read it in a kept response could run their own
	// script in the next.
	if (/'nonce-/.test(response.headers.get('content-security-policy') ?? '')) return undefined;
	return {
		headers: [...response.headers].filter(([name]) => !NOT_KEPT.has(name)),
		etag: etag.replace(/^W\//, ''),
		plain: new Uint8Array(await response.clone().arrayBuffer()),
		coded: new Map(),
	};
}

function codingFor(request: Request): Coding | undefined {
	const accepted = request.headers.get('accept-encoding') ?? '';
	return (['br', 'gzip'] as const).find((name) =>
		new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted),
	);
}

async function bodyIn(coding: Coding, { plain, coded }: KeptResponse): Promise<Bytes> {
	const known = coded.get(coding);
	if (known) return known;
	const made = new Uint8Array(await compressed[coding](plain));
	coded.set(coding, made);
	return made;
}

/**
 * Makes the response to a request from a kept one: in the coding that the client accepts, or 304 when its copy
 * is current. `cache` is the Cache-Control header; without it, none is set.
 */
export async function sendKept(request: Request, kept: KeptResponse, cache?: string): Promise<Response> {
	const { headers, etag, plain } = kept;
	const coding = codingFor(request);
	const all = new Headers(headers as [string, string][]);
	if (cache !== undefined) all.set('cache-control', cache);
	all.set('vary', 'Cookie, Accept-Encoding');
	// The ETag is weak when the body is compressed, as in compress.ts: the same document in other bytes.
	all.set('etag', coding ? `W/${etag}` : etag);
	if (hasCurrentCopy(request, etag)) return new Response(null, { status: 304, headers: all });
	if (coding) all.set('content-encoding', coding);
	const body = coding ? await bodyIn(coding, kept) : plain;
	all.set('content-length', String(body.length));
	return new Response(body, { headers: all });
}
