import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeMultikey, encodeMultikey } from './multikey.ts';
import type { Ed25519PublicKey } from './multikey.ts';

/** A signer: the id of an Ed25519 key, and the function that signs with it. */
export interface Signer {
	/** The DID URL of the key, `did:web:…#z6Mk…`. */
	readonly verificationMethod: string;
	sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

// In the DER forms of an Ed25519 key (RFC 8410), all bytes before the 32 bytes of the key are constant.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function rawPublic(key: KeyObject): Uint8Array {
	return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length));
}

/**
 * Generates an Ed25519 key pair: the public half as a multikey and as raw bytes, the private half in PKCS8
 * DER.
 */
export function generateEd25519Key(): Ed25519PublicKey & { readonly pkcs8: Uint8Array } {
	const pair = generateKeyPairSync('ed25519');
	const bytes = rawPublic(pair.publicKey);
	const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
	return { multikey: encodeMultikey(bytes), bytes, pkcs8 };
}

/** Converts the 32-byte seed of an Ed25519 key to PKCS8 DER; throws `TypeError` on another length. */
export function pkcs8FromSeed(seed: Uint8Array): Uint8Array {
	if (seed.length !== 32) throw new TypeError(`the Ed25519 seed has ${seed.length} bytes, not 32`);
	return new Uint8Array(Buffer.concat([PKCS8_PREFIX, seed]));
}

/**
 * Creates the signer of the issuer `did` from a private key in PKCS8 DER. Throws if it is not an Ed25519 key.
 */
export function signerFromPkcs8(pkcs8: Uint8Array, did: string): Signer & { readonly key: Ed25519PublicKey } {
	// The key's bytes are not copied: a copy would remain in memory after the caller wipes them.
	const der = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
	const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
	if (secret.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 private key');
	const bytes = rawPublic(createPublicKey(secret));
	const key = { multikey: encodeMultikey(bytes), bytes };
	return {
		verificationMethod: `${did}#${key.multikey}`,
		key,
		sign: (data) => new Uint8Array(sign(null, data, secret)),
	};
}

/**
 * The public JWK (RFC 8037) of an Ed25519 multikey, with the multikey as `kid`; throws `TypeError` on another
 * kind of key.
 */
export function publicJwk(multikey: string): { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string } {
	const x = Buffer.from(decodeMultikey(multikey).bytes).toString('base64url');
	return { kty: 'OKP', crv: 'Ed25519', x, kid: multikey };
}
