import { asList, asText, hasType, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { parseToken } from '../tokens/jwt.ts';
import { readInput } from './read.ts';
import type { Reading } from './read.ts';

/** What a badge stood in: what wallets share, an envelope (VC data model 2.0), or the answer of a programme. */
export type Wrapper = 'presentation' | 'envelope' | 'answer';

/** A badge out of what it stood in, or how many there were: none, or more than one. */
export type Unwrapped =
	| { readonly kind: 'one'; readonly reading: Reading; readonly wrapper: Wrapper | undefined }
	| {
			readonly kind: 'several' | 'none';
			readonly wrapper: 'presentation' | 'answer';
			readonly count: number;
	  };

const DATA = /^data:[^,]*,/i;

/** The text that a `data:` address holds (RFC 2397). */
function heldIn(address: string): string | undefined {
	const head = DATA.exec(address)?.[0];
	if (head === undefined) return undefined;
	const body = address.slice(head.length);
	if (/;base64,$/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
	try {
		return decodeURIComponent(body);
	} catch {
		return body;
	}
}

/** A token or a document as it was read, still in the picture it came in. */
function again(inner: Json, outer: Extract<Reading, { ok: true }>): Reading {
	const held = typeof inner === 'string' ? inner : JSON.stringify(inner);
	const reading = readInput(heldIn(held) ?? held);
	const container = outer.kind === 'jwt' ? outer.container : outer.kind;
	if (!reading.ok || (container !== 'png' && container !== 'svg')) return reading;
	return reading.kind === 'jwt'
		? { ...reading, container }
		: { ...reading, kind: container, usual: outer.kind === 'jwt' || outer.usual };
}

function documentOf(reading: Extract<Reading, { ok: true }>): JsonObject | undefined {
	return reading.kind === 'jwt' ? parseToken(reading.text)?.payload : reading.credential;
}

/** What a presentation presents (VC data model, Presentations; in a token of 1.1, under `vp`). */
function presented(document: JsonObject): readonly Json[] | undefined {
	const vp = isObject(document['vp']) ? document['vp'] : document;
	return hasType(vp, 'VerifiablePresentation') || vp !== document
		? asList(vp['verifiableCredential'])
		: undefined;
}

const ANSWERS = ['verifiableCredential', 'credential', 'compactJwsString', 'vc'] as const;

/** What a programme that gives badges answers: a list of them and nothing that makes a badge (OB 3.0, API; VC API). */
function answered(document: JsonObject): readonly Json[] | undefined {
	if ('@context' in document || 'type' in document || 'recipient' in document) return undefined;
	const keys = ANSWERS.filter((key) => key in document);
	return keys.length === 0 ? undefined : keys.flatMap((key) => asList(document[key]));
}

const enveloped = (document: JsonObject): string | undefined =>
	hasType(document, 'EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation')
		? heldIn(asText(document['id']) ?? '')
		: undefined;

// An envelope around a presentation of an envelope: no standard wraps deeper.
const DEEPEST = 3;

/** Takes a badge out of the presentation, the envelope or the answer it stands in; what stands in none is left as it is. */
export function unwrap(given: Reading): Unwrapped {
	let reading = given;
	let wrapper: Wrapper | undefined;
	for (let depth = 0; depth < DEEPEST && reading.ok; depth += 1) {
		const document = documentOf(reading);
		if (!document) break;
		const envelope = enveloped(document);
		const listed = presented(document) ?? (reading.kind === 'jwt' ? undefined : answered(document));
		const inside = envelope === undefined ? listed : [envelope];
		if (!inside) break;
		const kind = envelope !== undefined ? 'envelope' : presented(document) ? 'presentation' : 'answer';
		const [only, ...more] = inside;
		if (kind !== 'envelope' && (only === undefined || more.length > 0))
			return { kind: only === undefined ? 'none' : 'several', wrapper: kind, count: inside.length };
		reading = again(only as Json, reading);
		wrapper = wrapper === 'presentation' ? wrapper : kind;
	}
	return { kind: 'one', reading, wrapper };
}
