import { CREDENTIALS_V2 } from './contexts.ts';
import { eddsaRdfc2022 } from './cryptosuite.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { wholeSecond } from './did.ts';
import { asList, isObject } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Signer } from './keys.ts';
import type { PublicKey } from './multikey.ts';

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
	how: { readonly key: Signer; readonly created: Date; readonly suite?: Cryptosuite },
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
const SUITES: ReadonlyMap<string, Cryptosuite> = new Map([[eddsaRdfc2022.name, eddsaRdfc2022]]);

/** A proof that can be verified, and what it says of itself. */
export interface ReadableProof {
	readonly suite: Cryptosuite;
	readonly proof: JsonObject;
	readonly verificationMethod: string;
	readonly created: string | undefined;
}

/** The proof of a credential when it carries exactly one and its method is supported: beside a good proof, a bad one could hide. */
export function supportedProof(credential: JsonObject): ReadableProof | undefined {
	const proofs = asList(credential['proof']);
	if (proofs.length > 1) return undefined;
	for (const proof of proofs) {
		if (!isObject(proof) || proof['type'] !== 'DataIntegrityProof' || 'previousProof' in proof) continue;
		const suite = SUITES.get(String(proof['cryptosuite']));
		const { verificationMethod, created } = proof;
		if (!suite || typeof verificationMethod !== 'string' || typeof proof['proofValue'] !== 'string') continue;
		return { suite, proof, verificationMethod, created: typeof created === 'string' ? created : undefined };
	}
	return undefined;
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
): Promise<Uint8Array | undefined> {
	if (!sameContext(read.proof, credential)) return undefined;
	const { proof: _proof, ...unsecured } = credential;
	const { proofValue: _value, ...options } = read.proof;
	const context = options['@context'] ?? credential['@context'] ?? null;
	return read.suite.canonicalize({ ...unsecured, '@context': context }, options);
}

/** Whether the proof is that key's signature over those bytes. */
export function isSound(read: ReadableProof, bytes: Uint8Array, key: PublicKey): boolean {
	return read.suite.verify(bytes, String(read.proof['proofValue']), key);
}
