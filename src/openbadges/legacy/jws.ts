import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { objectIn } from './documents.ts';

/** A signed badge as it travels (JWS compact serialization, RFC 7515). */
export interface Jws {
	readonly alg: string;
	readonly header: JsonObject;
	readonly payload: JsonObject;
	readonly input: string;
	readonly signature: Buffer;
}

const FORM = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Takes a token apart without believing it; nothing if it holds no JSON object. */
export function readJws(token: string): Jws | undefined {
	if (!FORM.test(token.trim())) return undefined;
	const [head, body, tail] = token.trim().split('.') as [string, string, string];
	const header = objectIn(decoded(head));
	const payload = objectIn(decoded(body));
	if (!header || !payload) return undefined;
	// Loose bits at the end of a part would let two texts be one badge.
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

/** A public key in PEM, or nothing. */
export function keyIn(pem: string | undefined): KeyObject | undefined {
	if (pem === undefined || !/^\s*-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)-----/.test(pem)) return undefined;
	try {
		return createPublicKey(pem.trim());
	} catch {
		return undefined;
	}
}

// Shorter RSA keys can be broken: what they sign proves nothing.
const SHORTEST_RSA = 2048;

/** Whether a key signed a token; `unsupported` for a method or a kind of key that is not among ours (RS256, ES256). */
export function jwsVerdict(jws: Jws, key: KeyObject): 'sound' | 'broken' | 'weak' | 'unsupported' {
	// An extension that must be understood is one that we do not know.
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
