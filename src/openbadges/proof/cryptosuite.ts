import { createHash } from 'node:crypto';
import { canonicalNQuads } from '../json-ld/canonical.ts';
import type { CanonicalizationOptions } from '../json-ld/canonical.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../keys/keys.ts';
import { base58Decode, base58Encode } from '../keys/multibase.ts';
import type { Ed25519PublicKey } from '../keys/multikey.ts';
import { plainProofNQuads } from '../template/template-proof.ts';
import { keyFromMultikey, isSignedWith } from '../keys/verification-key.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';

/** What a cryptosuite may need besides the document and the proof options. */
export interface CryptosuiteOptions extends Omit<CanonicalizationOptions, 'digest'> {
	/** The kind of the key that signed: it determines the hash of the ECDSA suites. */
	readonly kind?: KeyKind | undefined;
	/**
	 * Canonical forms already computed for this very document, by hash algorithm and contexts, so that
	 * several proofs cost one computation.
	 */
	readonly made?: Map<string, Promise<string>> | undefined;
}

/**
 * The canonical form of a document, computed once for all its proofs that use the same contexts. Throws
 * `CanonicalFault`.
 */
export function cachedCanonicalNQuads(
	unsecured: JsonObject,
	how: CanonicalizationOptions,
	made: CryptosuiteOptions['made'],
): Promise<string> {
	const name = JSON.stringify([how.digest ?? 'sha256', unsecured['@context'] ?? null]);
	const before = made?.get(name) ?? canonicalNQuads(unsecured, how);
	made?.set(name, before);
	return before;
}

/** A Data Integrity cryptosuite or an older signature method: how it canonicalizes, signs and verifies. */
export interface Cryptosuite {
	/** The value of `proof.cryptosuite`, or of `proof.type` for a method older than Data Integrity. */
	readonly name: string;
	/** The kinds of keys that the method accepts. */
	readonly kinds: readonly KeyKind[];
	/**
	 * Computes the bytes to sign: the hash of the canonical proof options, then the hash of the canonical
	 * document (in `ecdsa-sd-2023`, the document itself). Throws `CanonicalFault`.
	 */
	canonicalize(
		unsecured: JsonObject,
		proofOptions: JsonObject,
		how?: CryptosuiteOptions,
	): Promise<Uint8Array>;
	/**
	 * Signs the bytes from `canonicalize` and returns the `proofValue`; undefined if this method is only
	 * verified here.
	 */
	readonly sign?: (bytes: Uint8Array, signer: Signer) => Promise<string>;
	/** Whether `proofValue` is the signature of `bytes` (from `canonicalize`) by this key; never throws. */
	verify(bytes: Uint8Array, proofValue: string, key: Ed25519PublicKey | VerificationKey): boolean;
}

function digestOf(kind: KeyKind | undefined): 'sha256' | 'sha384' {
	return kind === 'P-384' ? 'sha384' : 'sha256';
}

async function hashes(
	unsecured: JsonObject,
	proofOptions: JsonObject,
	how: CryptosuiteOptions = {},
): Promise<Uint8Array> {
	const context = unsecured['@context'] ?? null;
	const digest = digestOf(how.kind);
	const hash = (text: string) => createHash(digest).update(text, 'utf8').digest();
	const canonical = { contexts: how.contexts, digest };
	const plain = how.contexts ? undefined : plainProofNQuads(proofOptions, context);
	const options = plain ?? (await canonicalNQuads({ ...proofOptions, '@context': context }, canonical));
	const document = await cachedCanonicalNQuads(unsecured, canonical, how.made);
	return new Uint8Array(Buffer.concat([hash(options), hash(document)]));
}

function rdfc(name: string, kinds: readonly KeyKind[]): Cryptosuite {
	return {
		name,
		kinds,
		canonicalize: hashes,
		verify(bytes, proofValue, given) {
			const key = 'multikey' in given ? keyFromMultikey(given.multikey) : given;
			if (typeof key === 'string' || !kinds.includes(key.kind) || !proofValue.startsWith('z')) return false;
			try {
				return isSignedWith(key, bytes, base58Decode(proofValue.slice(1)), digestOf(key.kind));
			} catch {
				return false;
			}
		},
	};
}

/** The cryptosuite `eddsa-rdfc-2022`: RDFC-1.0, SHA-256, Ed25519 (Data Integrity EdDSA Cryptosuites v1.0). */
export const eddsaRdfc2022 = {
	...rdfc('eddsa-rdfc-2022', ['Ed25519']),
	async sign(bytes: Uint8Array, signer: Signer) {
		return `z${base58Encode(await signer.sign(bytes))}`;
	},
} satisfies Cryptosuite;

/**
 * The cryptosuite `eddsa-2022`: the name that `eddsa-rdfc-2022` had before it became a W3C Recommendation,
 * with the same steps.
 */
export const eddsa2022: Cryptosuite = rdfc('eddsa-2022', ['Ed25519']);

/**
 * The signature method `Ed25519Signature2020` (Data Integrity EdDSA Cryptosuites v1.0), used by most badges
 * issued from 2022 to 2024.
 */
export const ed25519Signature2020: Cryptosuite = rdfc('Ed25519Signature2020', ['Ed25519']);

/**
 * The cryptosuite `ecdsa-rdfc-2019`: RDFC-1.0, P-256 with SHA-256 or P-384 with SHA-384 (Data Integrity ECDSA
 * Cryptosuites v1.0).
 */
export const ecdsaRdfc2019: Cryptosuite = rdfc('ecdsa-rdfc-2019', ['P-256', 'P-384']);
