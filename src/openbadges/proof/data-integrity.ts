import { CREDENTIALS_V2 } from '../contexts.ts';
import { ecdsaRdfc2019, ed25519Signature2020, eddsa2022, eddsaRdfc2022 } from './cryptosuite.ts';
import type { Cryptosuite, SuiteContext } from './cryptosuite.ts';
import { ecdsaSd2023 } from './cryptosuite-sd.ts';
import { wholeSecond } from '../keys/did.ts';
import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Signer } from '../keys/keys.ts';
import type { VerificationKey } from '../keys/verification-key.ts';

/** A credential with its proof. */
export interface SignedCredential extends JsonObject {
	readonly proof: readonly [JsonObject];
}

/**
 * Signs a credential; the proof is a list of one, as the OB 3.0 schema asks. Throws `CanonicalFault` if some term of
 * the credential is not defined by its contexts, and `TypeError` if it is already signed.
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
		created: wholeSecond(how.created),
		verificationMethod: how.key.verificationMethod,
		proofPurpose: 'assertionMethod',
	};
	const proofValue = await suite.sign(await suite.canonicalize(credential, options), how.key);
	return { ...credential, proof: [{ ...options, proofValue }] };
}

/** The suites that can be verified, by name. */
export const CRYPTOSUITES: ReadonlyMap<string, Cryptosuite> = new Map(
	[eddsaRdfc2022, eddsa2022, ed25519Signature2020, ecdsaRdfc2019, ecdsaSd2023].map((suite) => [
		suite.name,
		suite,
	]),
);

// A badge carries one proof, rarely two; each costs a canonicalization.
const MOST_PROOFS = 4;

/** A proof that can be verified, and what it says of itself. */
export interface ReadableProof {
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

/** The proofs of a credential whose method is supported, in their order; a link of a chain of proofs is none. */
export function supportedProofs(credential: JsonObject): readonly ReadableProof[] {
	return asList(credential['proof'])
		.filter(isObject)
		.flatMap((proof): readonly ReadableProof[] => {
			const suite = suiteOf(proof);
			const { verificationMethod: named, created } = proof;
			// Some issuers embed the key where its id is expected; only its id is read.
			const verificationMethod = isObject(named) ? named['id'] : named;
			if (!suite || 'previousProof' in proof) return [];
			if (typeof verificationMethod !== 'string' || typeof proof['proofValue'] !== 'string') return [];
			// In brackets a date is signed all the same: one that is not read would be passed over.
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

/** The bytes that the proof signs, `undefined` if it claims other contexts than the credential's; throws `CanonicalFault`. */
export async function signedBytes(
	credential: JsonObject,
	read: ReadableProof,
	how: SuiteContext = {},
): Promise<Uint8Array | undefined> {
	if (!sameContext(read.proof, credential)) return undefined;
	const { proof: _proof, ...unsecured } = credential;
	const { proofValue: _value, ...options } = read.proof;
	const context = options['@context'] ?? credential['@context'] ?? null;
	return read.suite.canonicalize({ ...unsecured, '@context': context }, options, how);
}

/** Whether the proof is that key's signature over those bytes. */
export function isSound(read: ReadableProof, bytes: Uint8Array, key: VerificationKey): boolean {
	return read.suite.verify(bytes, String(read.proof['proofValue']), key);
}
