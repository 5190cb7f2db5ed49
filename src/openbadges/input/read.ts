import { JsonFault, isLimitReason, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { ADDRESS, TOKEN, cleanPastedText } from './pasted.ts';
import { PictureFault } from '../pictures/picture-fault.ts';
import { LARGEST_BADGE_FILE, LARGEST_JSON } from '../limits.ts';
import { extractPng, isPng } from '../pictures/png.ts';
import type { BakedBadge } from '../pictures/png.ts';
import type { CheckReason, ReceiveFailureReason } from '../reasons.ts';
import { extractSvg, looksLikeSvg } from '../pictures/svg.ts';

/**
 * The form in which the badge was given: a picture (PNG or SVG), a JSON text, a token, or nothing but its
 * address.
 */
export type Container = 'png' | 'svg' | 'json' | 'jwt' | 'address';

/** Why no badge could be read in an input, and the verification step that failed. */
export type ReadingFailure =
	| { readonly step: 'receive'; readonly reason: ReceiveFailureReason }
	| {
			readonly step: 'extract';
			readonly reason: Exclude<
				CheckReason<'extract'>,
				'extracted' | 'unusual-form' | 'not-a-picture' | 'not-reached'
			>;
	  };

/** The result of reading an input: a JSON credential, a compact token, or the reason why there is neither. */
export type InputReading =
	| {
			readonly ok: true;
			readonly kind: 'png' | 'svg' | 'json';
			readonly credential: JsonObject;
			/** The exact JSON text that was found. */
			readonly text: string;
			/** Whether the badge was stored in the picture as OB 3.0 requires; true outside a picture. */
			readonly usual: boolean;
	  }
	/** A compact token, recognised but not verified. */
	| {
			readonly ok: true;
			readonly kind: 'jwt';
			readonly container: 'png' | 'svg' | 'jwt';
			readonly text: string;
	  }
	| ({
			readonly ok: false;
			readonly kind: Container | null;
			/** With the reason `is-address`: the address that was submitted, or that a picture holds. */
			readonly address?: string;
	  } & ReadingFailure);

type Unread = Extract<InputReading, { ok: false }>;
const unread = (kind: Container | null, reason: ReceiveFailureReason): Unread => ({
	ok: false,
	kind,
	step: 'receive',
	reason,
});

function readJson(text: string): JsonObject | ReceiveFailureReason {
	if (Buffer.byteLength(text) > LARGEST_JSON) return 'too-large';
	try {
		const value = parseStrictJson(text);
		return isObject(value) ? value : 'not-a-badge';
	} catch (fault) {
		if (fault instanceof JsonFault) return fault.reason;
		throw fault;
	}
}

function readPicture(kind: 'png' | 'svg', extract: () => BakedBadge): InputReading {
	let baked: BakedBadge;
	try {
		baked = extract();
	} catch (fault) {
		if (!(fault instanceof PictureFault)) throw fault;
		if (fault.reason === 'too-large') return unread(kind, 'too-large');
		return { ok: false, kind, step: 'extract', reason: fault.reason };
	}
	const text = cleanPastedText(baked.text);
	if (TOKEN.test(text)) return { ok: true, kind: 'jwt', container: kind, text };
	// A picture of Open Badges 1 or 2 may hold the address of the badge instead of the badge.
	if (ADDRESS.test(text)) return { ...unread(kind, 'is-address'), address: text };
	const credential = readJson(text);
	if (typeof credential !== 'string') return { ok: true, kind, credential, text, usual: baked.usual };
	// The text exceeds one of our limits, which does not mean that it is damaged.
	if (credential === 'too-large' || isLimitReason(credential)) return unread(kind, credential);
	return { ok: false, kind, step: 'extract', reason: 'bad-content' };
}

function readText(given: string): InputReading {
	const text = cleanPastedText(given);
	if (text === '') return unread(null, 'empty');
	if (looksLikeSvg(text)) return readPicture('svg', () => extractSvg(text));
	if (ADDRESS.test(text)) return { ...unread('address', 'is-address'), address: text };
	if (TOKEN.test(text)) return { ok: true, kind: 'jwt', container: 'jwt', text };
	if (!/^[{[]/.test(text)) return unread(null, 'not-a-badge');
	const credential = readJson(text);
	if (typeof credential === 'string') return unread('json', credential);
	return { ok: true, kind: 'json', credential, text, usual: true };
}

// An XML declaration that names an encoding of one byte a character, as older drawing programs write.
const DECLARED = /^<\?xml\s[^>]{0,100}?\bencoding\s*=\s*["'](iso-8859-\d{1,2}|windows-125\d)["']/i;

/** The text of an XML file in the encoding of one byte a character that it declares (XML 1.0, 4.3.3). */
function decodedAsDeclared(bytes: Uint8Array): string | undefined {
	const label = DECLARED.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1];
	if (label === undefined) return undefined;
	try {
		return new TextDecoder(label, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/**
 * The text of a file in UTF-8 or UTF-16 (which old editors write), with or without a byte-order mark, or of
 * an XML file in the encoding that it declares; `undefined` if the file is none of these.
 */
function decoded(bytes: Uint8Array): string | undefined {
	const [first, second] = bytes;
	const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
	const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined);
	const encoding = little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8';
	try {
		return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return decodedAsDeclared(bytes);
	}
}

/**
 * Finds the badge in an input, the bytes of a file or a pasted text, without verifying anything. Never
 * throws.
 */
export function readInput(given: Uint8Array | string): InputReading {
	if (given.length > LARGEST_BADGE_FILE) return unread(null, 'too-large');
	if (typeof given === 'string') return readText(given);
	if (given.length === 0) return unread(null, 'empty');
	if (isPng(given)) return readPicture('png', () => extractPng(given));
	const text = decoded(given);
	return text === undefined ? unread(null, 'not-a-badge') : readText(text);
}
