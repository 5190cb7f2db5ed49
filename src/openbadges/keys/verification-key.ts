import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { base58Decode } from './multibase.ts';
import { LruMap } from '../lru-map.ts';

export type KeyKind = 'Ed25519' | 'P-256' | 'P-384' | 'RSA';

/** A public key of any kind accepted for verification (Ed25519, P-256, P-384, RSA). */
export interface VerificationKey {
	readonly kind: KeyKind;
	readonly object: KeyObject;
	/** The JWK thumbprint of the key (RFC 7638), the same for every form in which the key is written. */
	readonly thumbprint: string;
}

/** Why a key cannot be used: it is no key, is too weak to prove anything, or is of an unsupported kind. */
export type KeyFault = 'unreadable' | 'weak' | 'unsupported';

/** Points of small order on Curve25519: with such a key, one signature verifies for many texts. */
const SMALL_ORDER = new Set([
	'0100000000000000000000000000000000000000000000000000000000000000',
	'0100000000000000000000000000000000000000000000000000000000000080',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	'0000000000000000000000000000000000000000000000000000000000000000',
	'0000000000000000000000000000000000000000000000000000000000000080',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]);
const LEAST_RSA_BITS = 2048;

// For each multicodec, the SPKI DER that comes before the key bytes (RFC 8410; RFC 5480, compressed point).
const MULTICODECS: readonly {
	readonly kind: KeyKind;
	readonly code: string;
	readonly size: number;
	readonly spki: string;
}[] = [
	{ kind: 'Ed25519', code: 'ed01', size: 32, spki: '302a300506032b6570032100' },
	{ kind: 'P-256', code: '8024', size: 33, spki: '3039301306072a8648ce3d020106082a8648ce3d030107032200' },
	{ kind: 'P-384', code: '8124', size: 49, spki: '3046301006072a8648ce3d020106052b81040022033200' },
];

// The multicodec rsa-pub; the key bytes are an RSAPublicKey in DER (did:key v0.9, 3.1.1; RFC 8017, A.1.1).
const RSA_CODE = '8524';

function kindOf(object: KeyObject, jwk: JsonWebKey): KeyKind | KeyFault {
	if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') {
		const raw = Buffer.from(jwk.x ?? '', 'base64url').toString('hex');
		return SMALL_ORDER.has(raw) ? 'weak' : 'Ed25519';
	}
	if (jwk.kty === 'EC' && (jwk.crv === 'P-256' || jwk.crv === 'P-384')) return jwk.crv;
	if (jwk.kty !== 'RSA') return 'unsupported';
	const { modulusLength = 0, publicExponent = 0n } = object.asymmetricKeyDetails ?? {};
	// An RSA key with the exponent 1 is refused: anybody can forge its signatures.
	return modulusLength < LEAST_RSA_BITS || publicExponent < 3n ? 'weak' : 'RSA';
}

function thumbprint(jwk: JsonWebKey): string {
	const members = jwk.kty === 'RSA' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', 'y'];
	const kept = members.filter((name) => jwk[name] !== undefined).map((name) => [name, jwk[name]]);
	return createHash('sha256')
		.update(JSON.stringify(Object.fromEntries(kept)))
		.digest('base64url');
}

/**
 * Wraps a public key of Node for verification; returns a fault if the key is too weak or of an unsupported
 * kind.
 */
export function verificationKey(object: KeyObject): VerificationKey | KeyFault {
	let jwk: JsonWebKey;
	try {
		jwk = object.export({ format: 'jwk' });
	} catch {
		return 'unsupported';
	}
	const kind = kindOf(object, jwk);
	if (kind === 'unreadable' || kind === 'weak' || kind === 'unsupported') return kind;
	return { kind, object, thumbprint: thumbprint(jwk) };
}

// Keys are cached, because parsing a key costs more than verifying a signature, and an issuer signs many
// badges with one key.
const LATELY = new LruMap<string, VerificationKey>(64);

/**
 * Parses a Multikey (Controlled Identifiers v1.0, Multikey) of Ed25519, P-256, P-384 or RSA; returns a fault
 * if its key cannot be used.
 */
export function keyFromMultikey(text: string): VerificationKey | KeyFault {
	const known = LATELY.get(text) ?? readMultikey(text);
	if (typeof known !== 'string') LATELY.set(text, known);
	return known;
}

/**
 * The fault of a key in base58 that could not be decoded: a key past our limit is not damaged, but of an
 * unsupported kind with longer keys (such as a post-quantum kind).
 */
export const faultOfBase58 = (thrown: unknown): KeyFault =>
	thrown instanceof RangeError ? 'unsupported' : 'unreadable';

function readMultikey(text: string): VerificationKey | KeyFault {
	if (!text.startsWith('z')) return 'unreadable';
	try {
		const bytes = Buffer.from(base58Decode(text.slice(1)));
		const kind = bytes.toString('hex', 0, 2);
		if (kind === RSA_CODE)
			return verificationKey(createPublicKey({ key: bytes.subarray(2), format: 'der', type: 'pkcs1' }));
		const codec = MULTICODECS.find(({ code }) => code === kind);
		if (!codec) return bytes.length > 32 ? 'unsupported' : 'unreadable';
		if (bytes.length !== codec.size + 2) return 'unreadable';
		const der = Buffer.concat([Buffer.from(codec.spki, 'hex'), bytes.subarray(2)]);
		return verificationKey(createPublicKey({ key: der, format: 'der', type: 'spki' }));
	} catch (fault) {
		return faultOfBase58(fault);
	}
}

/** The supported kinds of JWK (RFC 7518, 6; RFC 8037, 2). */
const READ = new Set(['RSA', 'EC P-256', 'EC P-384', 'OKP Ed25519']);

/**
 * Parses a public JWK (RFC 7517); returns a fault if its key cannot be used. A JWK that contains its private
 * half is `weak`: anybody could sign with it.
 */
export function keyFromJwk(jwk: JsonObject): VerificationKey | KeyFault {
	if (['d', 'p', 'k'].some((name) => name in jwk)) return 'weak';
	const { kty, crv } = jwk;
	if (typeof kty !== 'string') return 'unreadable';
	if (!READ.has(kty === 'RSA' ? kty : `${kty} ${typeof crv === 'string' ? crv : ''}`)) return 'unsupported';
	const names = ['kty', 'crv', 'x', 'y', 'n', 'e'];
	const kept = names.filter((name) => typeof jwk[name] === 'string').map((name) => [name, jwk[name]]);
	try {
		return verificationKey(createPublicKey({ key: Object.fromEntries(kept) as JsonWebKey, format: 'jwk' }));
	} catch {
		return 'unreadable';
	}
}

/**
 * Whether a signature of `data` was made with this key; an EC signature is r ‖ s. `digest` does not apply to
 * Ed25519. Never throws.
 */
export function isSignedWith(
	key: VerificationKey,
	data: Uint8Array,
	signature: Uint8Array,
	digest: 'sha256' | 'sha384' = 'sha256',
): boolean {
	const { kind, object } = key;
	try {
		if (kind === 'Ed25519') return signature.length === 64 && verify(null, data, object, signature);
		if (kind === 'RSA') return verify(digest, data, object, signature);
		const whole = kind === 'P-256' ? 64 : 96;
		if (signature.length !== whole) return false;
		return verify(digest, data, { key: object, dsaEncoding: 'ieee-p1363' }, signature);
	} catch {
		return false;
	}
}
