import { createPublicKey } from 'node:crypto';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { base58Decode, base58Encode } from '../keys/multibase.ts';
import { faultOfBase58, keyFromJwk, keyFromMultikey, verificationKey } from '../keys/verification-key.ts';
import type { KeyFault, VerificationKey } from '../keys/verification-key.ts';

type Read = VerificationKey | KeyFault;

const ED25519 = /Ed25519|^Multikey$/;
const PEM = /^\s*-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)-----/;

/**
 * The key in raw bytes that do not tell its kind: 32 bytes in a verification method for Ed25519 are an
 * Ed25519 key.
 */
function bare(bytes: Uint8Array, type: string): Read {
	if (!ED25519.test(type) || bytes.length !== 32) return 'unsupported';
	return keyFromMultikey(`z${base58Encode(Buffer.concat([Buffer.from('ed01', 'hex'), bytes]))}`);
}

function fromBase58(text: string, type: string): Read {
	try {
		return bare(base58Decode(text), type);
	} catch (fault) {
		return faultOfBase58(fault);
	}
}

function fromPem(text: string): Read {
	if (!PEM.test(text)) return 'unsupported';
	try {
		return verificationKey(createPublicKey(text.trim()));
	} catch {
		return 'unreadable';
	}
}

/** The key that a text contains: a Multikey, or a key in PEM. */
export const keyFromText = (text: string): Read => (PEM.test(text) ? fromPem(text) : keyFromMultikey(text));

/**
 * The key in a verification method (or a bare JWK), in any form that issuers have used since 2018. An unknown
 * form is `unsupported`; a known form without a valid key is `unreadable`.
 */
export function keyFromVerificationMethod(method: JsonObject): Read {
	const type =
		asList(method['type'])
			.map(asText)
			.find((one) => one !== undefined) ?? '';
	const multibase = asText(method['publicKeyMultibase']);
	if (multibase !== undefined) {
		const key = keyFromMultikey(multibase);
		// Before Multikey existed, `publicKeyMultibase` held the raw bytes of an Ed25519 key, without their
		// kind.
		if (multibase.startsWith('z') && /^Ed25519VerificationKey20/.test(type)) {
			const older = fromBase58(multibase.slice(1), type);
			if (typeof older !== 'string') return older;
		}
		// Other multibase prefixes are other encodings, which are not supported.
		return multibase.startsWith('z') ? key : 'unsupported';
	}
	const jwk = method['publicKeyJwk'];
	if (isObject(jwk)) return keyFromJwk(jwk);
	if ('kty' in method) return keyFromJwk(method);
	const base58 = asText(method['publicKeyBase58']);
	if (base58 !== undefined) return fromBase58(base58, type);
	const hex = asText(method['publicKeyHex']);
	if (hex !== undefined) {
		return /^([0-9a-f]{2})+$/i.test(hex) ? bare(Buffer.from(hex, 'hex'), type) : 'unreadable';
	}
	const pem = asText(method['publicKeyPem']);
	return pem === undefined ? 'unsupported' : fromPem(pem);
}
