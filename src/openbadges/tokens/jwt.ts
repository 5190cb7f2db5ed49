import { isObject, parseStrictJson } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSignedWith } from '../keys/verification-key.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';

/** A compact JWS (RFC 7515), parsed but not verified. */
export interface Token {
	readonly header: JsonObject;
	readonly payload: JsonObject;
	/** The bytes that are signed: the first two parts, exactly as in the token. */
	readonly signed: Uint8Array;
	readonly signature: Uint8Array;
}

/** Why a token is refused, or not supported, before its signature is checked. */
export type TokenFault =
	'forbidden-algorithm' | 'forbidden-header' | 'unsupported-algorithm' | 'unsupported-kind';

/** The supported signature algorithms of tokens, with the kind of key that each one requires. */
const ALGORITHMS: ReadonlyMap<string, KeyKind> = new Map([
	['EdDSA', 'Ed25519'],
	['Ed25519', 'Ed25519'],
	['ES256', 'P-256'],
	['RS256', 'RSA'],
]);

// Headers that make a token refused: jku, x5u and x5c would let the token choose its own trusted key; crit
// and b64 change what is signed; zip and enc mean compression and encryption, which a badge does not use.
const FORBIDDEN = ['crit', 'b64', 'jku', 'x5u', 'x5c', 'zip', 'enc'];
const TYPES = /^(application\/)?(jwt|vc\+jwt|vc\+ld\+jwt|vc\+ld\+json\+jwt|jose)$/i;

// Matches the `typ` of a token with selective disclosure: its holder discloses some claims separately (RFC
// 9901, 9.11; VC JOSE-COSE, 3.2).
const DISCLOSING = /^(application\/)?([a-z]+\+)*sd-jwt$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(part: string): Buffer {
	const bytes = Buffer.from(part, 'base64url');
	// `Buffer` ignores invalid base64url characters and unused bits, which would allow two texts for one
	// token.
	if (bytes.toString('base64url') !== part) throw new TypeError('not base64url');
	return bytes;
}

function object(part: string): JsonObject {
	const value = parseStrictJson(utf8.decode(decoded(part)));
	if (!isObject(value)) throw new TypeError('not an object');
	return value;
}

/**
 * Parses a compact token strictly (base64url and JSON) without verifying it; `undefined` if the text is no
 * token.
 */
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

/**
 * The fault of a token's header, checked before any key is looked for (OB 3.0, JSON Web Token Proof Format);
 * undefined if it has none.
 */
export function headerFault(header: JsonObject): TokenFault | undefined {
	const { alg, typ, jwk, kid } = header;
	if (typeof alg !== 'string' || /^(none|hs\d+)$/i.test(alg)) return 'forbidden-algorithm';
	if (FORBIDDEN.some((name) => name in header)) return 'forbidden-header';
	const apart = typeof typ === 'string' && DISCLOSING.test(typ);
	if (typ !== undefined && !apart && !(typeof typ === 'string' && TYPES.test(typ))) return 'forbidden-header';
	if (jwk !== undefined && (!isObject(jwk) || 'd' in jwk)) return 'forbidden-header';
	if (kid !== undefined && typeof kid !== 'string') return 'forbidden-header';
	if (apart) return 'unsupported-kind';
	return ALGORITHMS.has(alg) ? undefined : 'unsupported-algorithm';
}

/** Whether a payload contains the digest of a claim that is disclosed separately (RFC 9901, 4.2.4). */
const holdsDigest = (value: Json): boolean =>
	(isObject(value) && ('_sd' in value || '_sd_alg' in value || '...' in value)) ||
	(typeof value === 'object' && value !== null && Object.values(value).some(holdsDigest));

/**
 * The fault of a token: that of its header, or `unsupported-kind` if claims of its payload are disclosed
 * separately, whatever its header says. The holder of such a token could leave out its end or its status.
 * Undefined if there is no fault.
 */
export function tokenFault({ header, payload }: Token): TokenFault | undefined {
	return headerFault(header) ?? (holdsDigest(payload) ? 'unsupported-kind' : undefined);
}

/** The kind of key that a token's algorithm requires; `undefined` if the algorithm is not supported. */
export function tokenKind(token: Token): KeyKind | undefined {
	return ALGORITHMS.get(String(token.header['alg']));
}

/**
 * Whether the token was signed with this key; false for a key of another kind than the algorithm requires.
 */
export function isTokenSignedWith(token: Token, key: VerificationKey): boolean {
	return tokenKind(token) === key.kind && isSignedWith(key, token.signed, token.signature);
}

/**
 * The id of the key that a token names (`kid`), empty if it names none. A `kid` that is no URI becomes a
 * fragment (`#…`), which means a key of the issuer.
 */
export function tokenKeyId(token: Token): string {
	const kid = token.header['kid'];
	if (typeof kid !== 'string' || kid === '') return '';
	return kid.includes(':') ? kid : `#${kid.replace(/^#/, '')}`;
}
