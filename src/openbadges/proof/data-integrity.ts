import { CREDENTIALS_V2 } from '../contexts.ts';
import { ecdsaRdfc2019, ed25519Signature2020, eddsa2022, eddsaRdfc2022 } from './cryptosuite.ts';
import type { Cryptosuite, CryptosuiteOptions } from './cryptosuite.ts';
import { ecdsaSd2023 } from './cryptosuite-sd.ts';
import { isoToSecond } from '../keys/did.ts';
import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Signer } from '../keys/keys.ts';
import type { VerificationKey } from '../keys/verification-key.ts';

/** A credential with its single Data Integrity proof. */
export interface SignedCredential extends JsonObject {
	readonly proof: readonly [JsonObject];
}

/**
 * Signs a credential; the proof is a list of one, as the OB 3.0 schema requires. Throws `CanonicalFault` if
 * its contexts do not define some term, and `TypeError` if it is already signed or not of the VC data model
 * 2.0.
 */
export async function issueCredential(
	credential: JsonObject,
	how: {
		readonly key: Signer;
		readonly created: Date;
		readonly suite?: Cryptosuite & { readonly sign: NonNullable<Cryptosuite['sign']> };
	},
): Promise<SignedCredential> {
	if ('proof' in credential) throw new TypeError('this credential already has a proof');
	if (asList(credential['@context'])[0] !== CREDENTIALS_V2) throw new TypeError('wrong first context');
	const suite = how.suite ?? eddsaRdfc2022;
	const options: JsonObject = {
		type: 'DataIntegrityProof',
		cryptosuite: suite.name,
		created: isoToSecond(how.created),
		verificationMethod: how.key.verificationMethod,
		proofPurpose: 'assertionMethod',
	};
	const proofValue = await suite.sign(await suite.canonicalize(credential, options), how.key);
	return { ...credential, proof: [{ ...options, proofValue }] };
}

/** The cryptosuites and older signature methods that can be verified, by name. */
export const CRYPTOSUITES: ReadonlyMap<string, Cryptosuite> = new Map(
	[eddsaRdfc2022, eddsa2022, ed25519Signature2020, ecdsaRdfc2019, ecdsaSd2023].map((suite) => [
		suite.name,
		suite,
	]),
);

// Most proofs of a credential that are examined: a badge has one, rarely two, and each costs a
// canonicalization.
const MOST_PROOFS = 4;

/** A proof whose signature method is supported, and the properties it states. */
export interface SupportedProof {
	readonly suite: Cryptosuite;
	readonly proof: JsonObject;
	readonly verificationMethod: string;
	readonly created: string | undefined;
}

function suiteOf(proof: JsonObject): Cryptosuite | undefined {
	const { type, cryptosuite } = proof;
	if (type === ed25519Signature2020.name) return ed25519Signature2020;
	if (type !== 'DataIntegrityProof' || cryptosuite === ed25519Signature2020.name) return undefined;
	return CRYPTOSUITES.get(String(cryptosuite));
}

const isTextOrNothing = (value: Json | undefined): value is string | undefined =>
	value === undefined || typeof value === 'string';

/**
 * The proofs of a credential whose signature method is supported, in order, at most four. Members of a proof
 * chain are left out.
 */
export function supportedProofs(credential: JsonObject): readonly SupportedProof[] {
	return asList(credential['proof'])
		.filter(isObject)
		.flatMap((proof): readonly SupportedProof[] => {
			const suite = suiteOf(proof);
			const { verificationMethod: named, created } = proof;
			// Some issuers write the whole key as `verificationMethod`, where its id is expected: only the id
			// is used.
			const verificationMethod = isObject(named) ? named['id'] : named;
			if (!suite || 'previousProof' in proof) return [];
			if (typeof verificationMethod !== 'string' || typeof proof['proofValue'] !== 'string') return [];
			// A date written in a list would be signed but not read: a proof that has one is unsupported.
			if (!isTextOrNothing(created) || !isTextOrNothing(proof['expires'])) return [];
			return [{ suite, proof, verificationMethod, created }];
		})
		.slice(0, MOST_PROOFS);
}

function sameContext(proof: JsonObject, credential: JsonObject): boolean {
	if (!('@context' in proof)) return true;
	const own = asList(proof['@context']);
	const whole = asList(credential['@context']);
	return own.length <= whole.length && own.every((context, i) => context === whole[i]);
}

/**
 * The bytes that a proof of a credential signs; `undefined` if the proof's contexts differ from the
 * credential's. Throws `CanonicalFault`.
 */
export async function bytesSignedByProof(
	credential: JsonObject,
	read: SupportedProof,
	how: CryptosuiteOptions = {},
): Promise<Uint8Array | undefined> {
	if (!sameContext(read.proof, credential)) return undefined;
	const { proof: _proof, ...unsecured } = credential;
	const { proofValue: _value, ...options } = read.proof;
	const context = options['@context'] ?? credential['@context'] ?? null;
	return read.suite.canonicalize({ ...unsecured, '@context': context }, options, how);
}

/** Whether the value of a proof is the signature of `bytes` (from `bytesSignedByProof`) by this key. */
export function isProofSignedWith(read: SupportedProof, bytes: Uint8Array, key: VerificationKey): boolean {
	return read.suite.verify(bytes, String(read.proof['proofValue']), key);
}
