import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JsonObject } from '../json.ts';
import type { TokenAlgorithm } from './jwt-issue.ts';
import { verificationKey } from '../keys/verification-key.ts';

/** A public key with which tokens are verified, as one JWK (RFC 7517); `kid` is its thumbprint (RFC 7638). */
export interface TokenJwk extends JsonObject {
	readonly kty: string;
	readonly kid: string;
	readonly alg: TokenAlgorithm;
}

// Size of the RSA keys that we generate: more than the 2048 bits that verifiers require, because a badge is
// verified long after it was issued.
const RSA_BITS = 3072;
const generate = promisify(generateKeyPair);

function publicHalf(secret: KeyObject): TokenJwk {
	const open = verificationKey(createPublicKey(secret));
	if (typeof open === 'string' || (open.kind !== 'P-256' && open.kind !== 'RSA'))
		throw new TypeError('not a key for tokens');
	const alg = open.kind === 'RSA' ? 'RS256' : 'ES256';
	return { ...(open.object.export({ format: 'jwk' }) as JsonObject), kid: open.thumbprint, alg } as TokenJwk;
}

/**
 * The public half of a private key in PKCS8 DER; throws `TypeError` unless it is P-256, or RSA of 2048 bits
 * or more.
 */
export function tokenJwk(pkcs8: Uint8Array): TokenJwk {
	return publicHalf(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
}

/**
 * Generates a key pair for tokens: P-256 for ES256, RSA of 3072 bits for RS256. `pkcs8` is the private half
 * in DER, to be sealed by the caller.
 */
export async function generateTokenKey(
	alg: TokenAlgorithm,
): Promise<{ readonly jwk: TokenJwk; readonly pkcs8: Uint8Array }> {
	const { privateKey } =
		alg === 'RS256'
			? await generate('rsa', { modulusLength: RSA_BITS })
			: await generate('ec', { namedCurve: 'P-256' });
	const pkcs8 = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
	return { jwk: publicHalf(privateKey), pkcs8 };
}
