import { isProofSignedWith, bytesSignedByProof, supportedProofs } from '../proof/data-integrity.ts';
import { asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { tokenFault, tokenKeyId, tokenKind, isTokenSignedWith } from '../tokens/jwt.ts';
import type { Token } from '../tokens/jwt.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';
import { PROOF_TERMS } from './reading/hidden-proof-term.ts';
import type { SecuredCredential } from './secured.ts';

/**
 * One signature of a badge, from an embedded proof or from the token around it, in one form for all steps.
 */
export interface BadgeSignature {
	/** The name of the signature method, such as `eddsa-rdfc-2022` or `ES256`. */
	readonly suite: string;
	readonly kinds: readonly KeyKind[];
	/**
	 * The id of the key that signed, as the signature names it: a DID URL or an address; empty if it names
	 * none.
	 */
	readonly method: string;
	/**
	 * The key that the token itself contains (header `jwk`): it can verify the signature, but never proves
	 * whose key it is.
	 */
	readonly embedded: JsonObject | undefined;
	readonly created: string | undefined;
	readonly expires: string | undefined;
	/** The properties of an embedded proof, if their JSON could be read differently than the signed graph. */
	readonly statement?: JsonObject | undefined;
	/** Whether the signature's purpose is to attest (`assertionMethod`). */
	readonly attests: boolean;
	/**
	 * The bytes that are signed, for a key of this kind; undefined if the proof's contexts differ from the
	 * credential's. Throws `CanonicalFault`.
	 */
	bytes(kind: KeyKind | undefined): Promise<Uint8Array | undefined>;
	verify(bytes: Uint8Array, key: VerificationKey): boolean;
}

/**
 * The properties of a proof as a JSON-LD document of their own; undefined if all are plain values under the
 * short names that are read.
 */
function statementOf(proof: JsonObject, { '@context': context = null }: JsonObject): JsonObject | undefined {
	const { proofValue: _value, ...said } = proof;
	const plain = Object.entries(said).every(
		([key, value]) =>
			key === '@context' || (PROOF_TERMS.has(key) && (typeof value !== 'object' || value === null)),
	);
	return plain ? undefined : { '@context': context, ...said };
}

/** The signatures of the embedded proofs whose cryptosuite is supported. */
function signaturesOfProofs(
	credential: JsonObject,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): readonly BadgeSignature[] {
	const made = new Map<string, Promise<string>>();
	return supportedProofs(credential).map((read) => ({
		suite: read.suite.name,
		kinds: read.suite.kinds,
		method: read.verificationMethod,
		embedded: undefined,
		created: read.created,
		expires: asText(read.proof['expires']),
		statement: statementOf(read.proof, credential),
		attests: read.proof['proofPurpose'] === 'assertionMethod',
		bytes: (kind) => bytesSignedByProof(credential, read, { contexts, made, kind }),
		verify: (bytes, key) => isProofSignedWith(read, bytes, key),
	}));
}

/** The signature of a token, in a list; empty if its algorithm is not supported. */
function signaturesOfToken(token: Token): readonly BadgeSignature[] {
	const kind = tokenKind(token);
	if (!kind) return [];
	const { jwk } = token.header;
	const { iat } = token.payload;
	return [
		{
			suite: String(token.header['alg']),
			kinds: [kind],
			method: tokenKeyId(token),
			embedded: isObject(jwk) ? jwk : undefined,
			created:
				typeof iat === 'number' && Math.abs(iat) < 1e11 ? new Date(iat * 1000).toISOString() : undefined,
			expires: undefined,
			attests: true,
			bytes: async () => token.signed,
			verify: (_bytes, key) => isTokenSignedWith(token, key),
		},
	];
}

/** The signatures of a credential that can be verified: that of the token around it, else its own proofs. */
export function signaturesOf(
	{ credential, token }: SecuredCredential,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): readonly BadgeSignature[] {
	if (!token) return signaturesOfProofs(credential, contexts);
	return tokenFault(token) ? [] : signaturesOfToken(token);
}
