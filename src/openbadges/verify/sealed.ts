import { isSound, signedBytes, supportedProofs } from '../proof/data-integrity.ts';
import { asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { headerFault, tokenKeyName, tokenKind, tokenVerifies } from '../tokens/jwt.ts';
import type { Token } from '../tokens/jwt.ts';
import type { KeyKind, VerificationKey } from '../keys/verification-key.ts';
import type { Secured } from './secured.ts';

/** One signature of a badge, embedded or around it, as the steps see it. */
export interface Sealed {
	/** The name of the method, such as `eddsa-rdfc-2022` or `ES256`. */
	readonly suite: string;
	readonly kinds: readonly KeyKind[];
	/** The name of the key: a DID URL or an address; empty if the badge names none. */
	readonly method: string;
	/** A key that the badge brings itself: good for computing, never for saying whose it is. */
	readonly embedded: JsonObject | undefined;
	readonly created: string | undefined;
	readonly expires: string | undefined;
	/** What an embedded proof says of itself, where its JSON could be read otherwise than the graph that is signed. */
	readonly statement?: JsonObject | undefined;
	/** Whether it was made to attest something (`assertionMethod`). */
	readonly attests: boolean;
	/** The bytes that it signs, under a key of that kind; throws `CanonicalFault`. */
	bytes(kind: KeyKind | undefined): Promise<Uint8Array | undefined>;
	verify(bytes: Uint8Array, key: VerificationKey): boolean;
}

/** A proof that says more than a name and a text, as a document of its own. */
function statementOf(proof: JsonObject, { '@context': context = null }: JsonObject): JsonObject | undefined {
	const { proofValue: _value, ...said } = proof;
	const plain = Object.entries(said).every(
		([key, value]) =>
			key === '@context' || (!key.startsWith('@') && (typeof value !== 'object' || value === null)),
	);
	return plain ? undefined : { '@context': context, ...said };
}

/** The embedded proofs that can be verified. */
function sealedByProofs(
	credential: JsonObject,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): readonly Sealed[] {
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
		bytes: (kind) => signedBytes(credential, read, { contexts, made, kind }),
		verify: (bytes, key) => isSound(read, bytes, key),
	}));
}

/** The token around a credential, if its algorithm can be verified. */
function sealedByToken(token: Token): readonly Sealed[] {
	const kind = tokenKind(token);
	if (!kind) return [];
	const { jwk } = token.header;
	const { iat } = token.payload;
	return [
		{
			suite: String(token.header['alg']),
			kinds: [kind],
			method: tokenKeyName(token),
			embedded: isObject(jwk) ? jwk : undefined,
			created:
				typeof iat === 'number' && Math.abs(iat) < 1e11 ? new Date(iat * 1000).toISOString() : undefined,
			expires: undefined,
			attests: true,
			bytes: async () => token.signed,
			verify: (_bytes, key) => tokenVerifies(token, key),
		},
	];
}

/** The signatures of a credential that can be looked at: those of the token around it, else its own proofs. */
export function sealsOf(
	{ credential, token }: Secured,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): readonly Sealed[] {
	if (!token) return sealedByProofs(credential, contexts);
	return headerFault(token.header) ? [] : sealedByToken(token);
}
