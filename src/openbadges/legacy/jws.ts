import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { parseJsonObject } from './documents.ts';

/** A signed badge (JWS compact serialization, RFC 7515), parsed but not verified. */
export interface Jws {
	readonly alg: string;
	readonly header: JsonObject;
	readonly payload: JsonObject;
	readonly input: string;
	readonly signature: Buffer;
}

const FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * Parses a compact JWS without verifying it; undefined if it is malformed, or if its header or payload is no
 * JSON object.
 */
export function readJws(token: string): Jws | undefined {
	if (!FORM.test(token.trim())) return undefined;
	const [head, body, tail] = token.trim().split('.') as [string, string, string];
	const header = parseJsonObject(decoded(head));
	const payload = parseJsonObject(decoded(body));
	if (!header || !payload) return undefined;
	// Non-canonical base64url is refused: its unused bits would allow two texts for one badge.
	const strict = [head, body, tail].every(
		(part) => Buffer.from(part, 'base64url').toString('base64url') === part,
	);
	if (!strict) return undefined;
	const alg = asText(header['alg']) ?? 'none';
	return { alg, header, payload, input: `${head}.${body}`, signature: Buffer.from(tail, 'base64url') };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(part: string): string | undefined {
	try {
		return utf8.decode(Buffer.from(part, 'base64url'));
	} catch {
		return undefined;
	}
}

/** Parses a public key or a certificate in PEM; undefined if the text is neither. */
export function publicKeyFromPem(pem: string | undefined): KeyObject | undefined {
	if (pem === undefined || !/^\s*-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)-----/.test(pem)) return undefined;
	try {
		return createPublicKey(pem.trim());
	} catch {
		return undefined;
	}
}

// Fewest bits of an RSA key: shorter keys can be broken, so their signatures prove nothing.
const SHORTEST_RSA = 2048;

/**
 * Whether a JWS was signed with this key (`sound` or `broken`); `weak` for an RSA key under 2048 bits or with
 * exponent 1; `unsupported` for an algorithm or a kind of key other than RS256 and ES256.
 */
export function jwsVerdict(jws: Jws, key: KeyObject): 'sound' | 'broken' | 'weak' | 'unsupported' {
	// The header `crit` lists extensions that a verifier must understand; we support none.
	if ('crit' in jws.header) return 'unsupported';
	const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
	const data = Buffer.from(jws.input, 'ascii');
	if (jws.alg === 'RS256' && key.asymmetricKeyType === 'rsa') {
		if (modulusLength < SHORTEST_RSA || publicExponent < 3n) return 'weak';
		return verify('sha256', data, key, jws.signature) ? 'sound' : 'broken';
	}
	if (jws.alg === 'ES256' && key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') {
		const sound = verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, jws.signature);
		return sound ? 'sound' : 'broken';
	}
	return 'unsupported';
}
