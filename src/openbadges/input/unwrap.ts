import { asList, asText, hasType, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { parseToken } from '../tokens/jwt.ts';
import { readInput } from './read.ts';
import type { InputReading } from './read.ts';

/**
 * What was wrapped around the badge: a presentation (as wallets share), an envelope (VC data model 2.0), or
 * the response of an API.
 */
export type Wrapper = 'presentation' | 'envelope' | 'answer';

/** The one badge taken out of its wrapper, or how many badges the wrapper held: none, or several. */
export type UnwrapResult =
	| { readonly kind: 'one'; readonly reading: InputReading; readonly wrapper: Wrapper | undefined }
	| {
			readonly kind: 'several' | 'none';
			readonly wrapper: 'presentation' | 'answer';
			readonly count: number;
	  };

const DATA = /^data:[^,]*,/i;

/** The text in a `data:` address (RFC 2397); undefined for any other address. */
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

/**
 * Reads the token or document found inside a wrapper as if it had been submitted itself; if the wrapper was
 * baked in a picture, the container remains that picture.
 */
function again(inner: Json, outer: Extract<InputReading, { ok: true }>): InputReading {
	const held = typeof inner === 'string' ? inner : JSON.stringify(inner);
	const reading = readInput(heldIn(held) ?? held);
	const container = outer.kind === 'jwt' ? outer.container : outer.kind;
	if (!reading.ok || (container !== 'png' && container !== 'svg')) return reading;
	return reading.kind === 'jwt'
		? { ...reading, container }
		: { ...reading, kind: container, usual: outer.kind === 'jwt' || outer.usual };
}

function documentOf(reading: Extract<InputReading, { ok: true }>): JsonObject | undefined {
	return reading.kind === 'jwt' ? parseToken(reading.text)?.payload : reading.credential;
}

/**
 * The credentials in a presentation (VC data model, Presentations; in a 1.1 token, under `vp`); undefined if
 * the document is no presentation.
 */
function presented(document: JsonObject): readonly Json[] | undefined {
	const vp = isObject(document['vp']) ? document['vp'] : document;
	return hasType(vp, 'VerifiablePresentation') || vp !== document
		? asList(vp['verifiableCredential'])
		: undefined;
}

const ANSWERS = [
	...['verifiableCredential', 'credential', 'compactJwsString', 'vc'],
	...['credentials', 'verifiablePresentation', 'vp_token'],
] as const;

/**
 * The values under one key of an API response, as a list. Under `vp_token`, presentations may be grouped by
 * the id of the query that they answer (OpenID4VP 1.0, 8.1).
 */
function heldUnder(key: string, document: JsonObject): readonly Json[] {
	const value = document[key];
	const byQuery = key === 'vp_token' && isObject(value) && !('@context' in value);
	return byQuery ? Object.values(value).flatMap(asList) : asList(value);
}

/**
 * The badges in an API response (OB 3.0, API; VC API; OpenID4VCI 1.0, 8.3), or the presentations of badges in
 * it (VC API; OpenID4VP). Undefined if the document itself has fields of a badge, or none of the keys
 * `ANSWERS`.
 */
function answered(document: JsonObject): readonly Json[] | undefined {
	if ('@context' in document || 'type' in document || 'recipient' in document) return undefined;
	const keys = ANSWERS.filter((key) => key in document);
	return keys.length === 0 ? undefined : keys.flatMap((key) => heldUnder(key, document));
}

/** The text in an envelope, usually a token (VC data model 2.0, §4.13); undefined for any other document. */
export const enveloped = (document: JsonObject): string | undefined =>
	hasType(document, 'EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation')
		? heldIn(asText(document['id']) ?? '')
		: undefined;

// Most wrappers opened one inside another: enough for an API response that holds an envelope, which holds a
// presentation, which holds an envelope. No standard nests deeper.
const DEEPEST = 4;

/**
 * Takes the badge out of its presentation, envelope or API response; tells how many there are if not exactly
 * one. Any other input is returned unchanged.
 */
export function unwrapBadge(given: InputReading): UnwrapResult {
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
