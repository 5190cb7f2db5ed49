import { JsonFault, isObject, parseStrictJson } from './json.ts';
import type { JsonObject } from './json.ts';
import { PictureFault } from './picture-fault.ts';
import { LARGEST_PICTURE, extractPng, isPng } from './png.ts';
import type { Baked } from './png.ts';
import type { Reason } from './reasons.ts';
import { extractSvg, looksLikeSvg } from './svg.ts';

/** What the badge came in. */
export type Container = 'png' | 'svg' | 'json' | 'jwt' | 'address';

/** Why nothing could be read, with the step that stopped. */
export type UnreadReason =
	| { readonly step: 'receive'; readonly reason: Exclude<Reason<'receive'>, 'read'> }
	| {
			readonly step: 'extract';
			readonly reason: Exclude<
				Reason<'extract'>,
				'extracted' | 'unusual-form' | 'not-a-picture' | 'not-reached'
			>;
	  };

/** What was given, once read. */
export type Reading =
	| {
			readonly ok: true;
			readonly kind: 'png' | 'svg' | 'json';
			readonly credential: JsonObject;
			/** The exact JSON text that was found. */
			readonly text: string;
			/** Stored in the picture the way OB 3.0 asks. */
			readonly usual: boolean;
	  }
	/** A compact token, recognised; its signature is not read (yet). */
	| {
			readonly ok: true;
			readonly kind: 'jwt';
			readonly container: 'png' | 'svg' | 'jwt';
			readonly text: string;
	  }
	| ({
			readonly ok: false;
			readonly kind: Container | null;
			/** With `is-address`: the address that was given, or that a picture holds. */
			readonly address?: string;
	  } & UnreadReason);

/** Longest JSON text accepted, in bytes: beyond it, canonicalization could be made to cost too much. */
const LARGEST_JSON = 256 * 1024;
/** Longest token: a badge of that size takes a third more in base64url, with room for a header and a signature. */
const LONGEST_TOKEN = 384 * 1024;
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/;
const ADDRESS = /^https?:\/\/\S+$/i;

type Unread = Extract<Reading, { ok: false }>;
const unread = (kind: Container | null, reason: Exclude<Reason<'receive'>, 'read'>): Unread => ({
	ok: false,
	kind,
	step: 'receive',
	reason,
});

function readJson(text: string): JsonObject | Exclude<Reason<'receive'>, 'read'> {
	if (Buffer.byteLength(text) > LARGEST_JSON) return 'too-large';
	try {
		const value = parseStrictJson(text);
		return isObject(value) ? value : 'not-a-badge';
	} catch (fault) {
		if (fault instanceof JsonFault) return fault.reason;
		throw fault;
	}
}

function readToken(container: 'jwt' | 'png' | 'svg', text: string): Reading {
	if (text.length > LONGEST_TOKEN) return unread(container, 'too-large');
	return { ok: true, kind: 'jwt', container, text };
}

function readPicture(kind: 'png' | 'svg', extract: () => Baked): Reading {
	let baked: Baked;
	try {
		baked = extract();
	} catch (fault) {
		if (!(fault instanceof PictureFault)) throw fault;
		if (fault.reason === 'too-large') return unread(kind, 'too-large');
		return { ok: false, kind, step: 'extract', reason: fault.reason };
	}
	const text = baked.text.trim();
	if (TOKEN.test(text)) return readToken(kind, text);
	// Open Badges 1 and 2 may store the address of the badge instead of the badge.
	if (ADDRESS.test(text)) return { ...unread(kind, 'is-address'), address: text };
	const credential = readJson(text);
	if (typeof credential === 'string') return { ok: false, kind, step: 'extract', reason: 'bad-content' };
	return { ok: true, kind, credential, text, usual: baked.usual };
}

function readText(given: string): Reading {
	const text = given.replace(/^\uFEFF/, '').trim();
	if (text === '') return unread(null, 'empty');
	if (looksLikeSvg(text)) return readPicture('svg', () => extractSvg(text));
	if (ADDRESS.test(text)) return { ...unread('address', 'is-address'), address: text };
	if (TOKEN.test(text)) return readToken('jwt', text);
	if (!/^[{[]/.test(text)) return unread(null, 'not-a-badge');
	const credential = readJson(text);
	if (typeof credential === 'string') return unread('json', credential);
	return { ok: true, kind: 'json', credential, text, usual: true };
}

/** Reads whatever was given: bytes of a file, or pasted text. Never throws. */
export function readInput(given: Uint8Array | string): Reading {
	if (typeof given === 'string') {
		return given.length > LARGEST_PICTURE ? unread(null, 'too-large') : readText(given);
	}
	if (given.length > LARGEST_PICTURE) return unread(null, 'too-large');
	if (given.length === 0) return unread(null, 'empty');
	if (isPng(given)) return readPicture('png', () => extractPng(given));
	try {
		return readText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(given));
	} catch (fault) {
		if (fault instanceof TypeError) return unread(null, 'not-a-badge');
		throw fault;
	}
}
