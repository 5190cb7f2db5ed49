import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeMultikey, encodeMultikey } from './multikey.ts';
import type { PublicKey } from './multikey.ts';

/** What signs for an issuer. */
export interface Signer {
	/** DID URL of the key, `did:web:…#z6Mk…`. */
	readonly verificationMethod: string;
	sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

// RFC 8410: everything before the 32 bytes of the key is fixed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function rawPublic(key: KeyObject): Uint8Array {
	return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length));
}

/** Makes a new Ed25519 key pair. */
export function generateKey(): PublicKey & { readonly pkcs8: Uint8Array } {
	const pair = generateKeyPairSync('ed25519');
	const bytes = rawPublic(pair.publicKey);
	const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
	return { multikey: encodeMultikey(bytes), bytes, pkcs8 };
}

/** Turns a 32-byte seed into PKCS8 DER. */
export function pkcs8FromSeed(seed: Uint8Array): Uint8Array {
	if (seed.length !== 32) throw new TypeError(`the Ed25519 seed has ${seed.length} bytes, not 32`);
	return new Uint8Array(Buffer.concat([PKCS8_PREFIX, seed]));
}

/** Makes the signer of the issuer `did` from a private key in PKCS8 DER. */
export function signerFromPkcs8(pkcs8: Uint8Array, did: string): Signer & { readonly key: PublicKey } {
	// A view: a copy would outlive what the owner of these bytes wipes.
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

/** Whether a signature of 64 bytes over `data` is that key's. */
export function verifyEd25519(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
	if (signature.length !== 64) return false;
	const der = Buffer.concat([SPKI_PREFIX, key.bytes]);
	return verify(null, data, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
}

/** The public JWK of a multikey. */
export function publicJwk(multikey: string): { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string } {
	const x = Buffer.from(decodeMultikey(multikey).bytes).toString('base64url');
	return { kty: 'OKP', crv: 'Ed25519', x, kid: multikey };
}
