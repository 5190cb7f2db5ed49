import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { base58Decode } from './multibase.ts';
import { Recent } from '../recent.ts';

export type KeyKind = 'Ed25519' | 'P-256' | 'P-384' | 'RSA';

/** A public key of any kind that a badge may be signed with. */
export interface VerificationKey {
	readonly kind: KeyKind;
	readonly object: KeyObject;
	/** JWK thumbprint (RFC 7638): two forms of one key have the same. */
	readonly thumbprint: string;
}

/** Why a key cannot be used: not a key at all, too weak to prove anything, or of a kind not read here. */
export type KeyFault = 'unreadable' | 'weak' | 'unsupported';

/** Points of small order on Curve25519: under such a key, one signature fits many texts. */
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

// SPKI DER up to the key itself (RFC 8410; RFC 5480, compressed point), by multicodec.
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

function kindOf(object: KeyObject, jwk: JsonWebKey): KeyKind | KeyFault {
	if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') {
		const raw = Buffer.from(jwk.x ?? '', 'base64url').toString('hex');
		return SMALL_ORDER.has(raw) ? 'weak' : 'Ed25519';
	}
	if (jwk.kty === 'EC' && (jwk.crv === 'P-256' || jwk.crv === 'P-384')) return jwk.crv;
	if (jwk.kty !== 'RSA') return 'unsupported';
	const { modulusLength = 0, publicExponent = 0n } = object.asymmetricKeyDetails ?? {};
	// Under the exponent 1, anybody signs.
	return modulusLength < LEAST_RSA_BITS || publicExponent < 3n ? 'weak' : 'RSA';
}

function thumbprint(jwk: JsonWebKey): string {
	const members = jwk.kty === 'RSA' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', 'y'];
	const kept = members.filter((name) => jwk[name] !== undefined).map((name) => [name, jwk[name]]);
	return createHash('sha256')
		.update(JSON.stringify(Object.fromEntries(kept)))
		.digest('base64url');
}

/** Wraps a public key of Node; a kind not read here or too weak gives a fault. */
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

// Reading a key costs more than checking a signature with it, and an issuer signs many badges with one.
const LATELY = new Recent<string, VerificationKey>(64);

/** Reads a Multikey (Controlled Identifiers v1.0, Multikey): Ed25519, P-256 or P-384. */
export function keyFromMultikey(text: string): VerificationKey | KeyFault {
	const known = LATELY.get(text) ?? readMultikey(text);
	if (typeof known !== 'string') LATELY.set(text, known);
	return known;
}

function readMultikey(text: string): VerificationKey | KeyFault {
	if (!text.startsWith('z')) return 'unreadable';
	try {
		const bytes = Buffer.from(base58Decode(text.slice(1)));
		const codec = MULTICODECS.find(({ code }) => bytes.toString('hex', 0, 2) === code);
		if (!codec) return bytes.length > 32 ? 'unsupported' : 'unreadable';
		if (bytes.length !== codec.size + 2) return 'unreadable';
		const der = Buffer.concat([Buffer.from(codec.spki, 'hex'), bytes.subarray(2)]);
		return verificationKey(createPublicKey({ key: der, format: 'der', type: 'spki' }));
	} catch {
		return 'unreadable';
	}
}

/** The kinds of JWK that are read (RFC 7518, 6; RFC 8037, 2). */
const READ = new Set(['RSA', 'EC P-256', 'EC P-384', 'OKP Ed25519']);

/** Reads a public JWK (RFC 7517); one that holds a private half proves nothing any more and is refused as weak. */
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

/** Whether the signature over `data` is that key's; EC signatures as r ‖ s. Never throws. */
export function verifiesWith(
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
