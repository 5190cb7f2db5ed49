import { asList, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { verifiesWith } from '../keys/verification-key.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';

/** A compact JWS (RFC 7515) taken apart, its signature not yet looked at. */
export interface Token {
	readonly header: JsonObject;
	readonly payload: JsonObject;
	/** The bytes that are signed: the first two parts as they stand. */
	readonly signed: Uint8Array;
	readonly signature: Uint8Array;
}

/** Why a header is refused before any computing, or left aside. */
export type HeaderFault = 'forbidden-algorithm' | 'forbidden-header' | 'unsupported-algorithm';

/** The algorithms read, with the kind of key that each one takes. */
const ALGORITHMS: ReadonlyMap<string, KeyKind> = new Map([
	['EdDSA', 'Ed25519'],
	['Ed25519', 'Ed25519'],
	['ES256', 'P-256'],
	['RS256', 'RSA'],
]);

// jku, x5u and x5c would let the token bring its own trust; crit and b64 change what is signed.
const FORBIDDEN = ['crit', 'b64', 'jku', 'x5u', 'x5c', 'zip', 'enc'];
const TYPES = /^(application\/)?(jwt|vc\+jwt|vc\+ld\+jwt|vc\+ld\+json\+jwt|jose)$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(part: string): Buffer {
	const bytes = Buffer.from(part, 'base64url');
	// Buffer skips foreign letters and loose bits: two texts would be one token.
	if (bytes.toString('base64url') !== part) throw new TypeError('not base64url');
	return bytes;
}

function object(part: string): JsonObject {
	const value = parseStrictJson(utf8.decode(decoded(part)));
	if (!isObject(value)) throw new TypeError('not an object');
	return value;
}

/** Takes a compact token apart; `undefined` if it is none (base64url and JSON are read strictly). */
export function parseToken(text: string): Token | undefined {
	const [header = '', payload = '', signature = '', ...rest] = text.split('.');
	if (rest.length > 0) return undefined;
	try {
		return {
			header: object(header),
			payload: object(payload),
			signed: Buffer.from(`${header}.${payload}`, 'ascii'),
			signature: decoded(signature),
		};
	} catch {
		return undefined;
	}
}

/** What is wrong with a header, before any key is looked for (OB 3.0, JSON Web Token Proof Format). */
export function headerFault(header: JsonObject): HeaderFault | undefined {
	const { alg, typ, jwk, kid } = header;
	if (typeof alg !== 'string' || /^(none|hs\d+)$/i.test(alg)) return 'forbidden-algorithm';
	if (FORBIDDEN.some((name) => name in header)) return 'forbidden-header';
	if (typ !== undefined && !(typeof typ === 'string' && TYPES.test(typ))) return 'forbidden-header';
	if (jwk !== undefined && (!isObject(jwk) || 'd' in jwk)) return 'forbidden-header';
	if (kid !== undefined && typeof kid !== 'string') return 'forbidden-header';
	return ALGORITHMS.has(alg) ? undefined : 'unsupported-algorithm';
}

/** The kind of key that a token's algorithm takes; `undefined` if the algorithm is not read. */
export function tokenKind(token: Token): KeyKind | undefined {
	return ALGORITHMS.get(String(token.header['alg']));
}

/** Whether the token is signed by that key; a key of another kind than the algorithm's never fits. */
export function tokenVerifies(token: Token, key: VerificationKey): boolean {
	return tokenKind(token) === key.kind && verifiesWith(key, token.signed, token.signature);
}

/** The name of the token's key; a bare `kid` as a fragment, which is one of its issuer's; empty if it has none. */
export function tokenKeyName(token: Token): string {
	const kid = token.header['kid'];
	if (typeof kid !== 'string' || kid === '') return '';
	return kid.includes(':') ? kid : `#${kid.replace(/^#/, '')}`;
}

/** Whether a token carries a verifiable credential rather than something else. */
export function carriesCredential(token: Token): boolean {
	return isObject(token.payload['vc']) || asList(token.payload['type']).includes('VerifiableCredential');
}
