import { createHash } from 'node:crypto';
import { canonicalNQuads } from './canonical.ts';
import type { JsonObject } from './json.ts';
import type { Signer } from './keys.ts';
import { verifyEd25519 } from './keys.ts';
import { base58Decode, base58Encode } from './multibase.ts';
import type { PublicKey } from './multikey.ts';

/** A signature method as a value. */
export interface Cryptosuite {
	/** As `proof.cryptosuite` names it. */
	readonly name: string;
	/** The bytes to sign: hash of the canonical proof options, then hash of the canonical document. */
	canonicalize(unsecured: JsonObject, proofOptions: JsonObject): Promise<Uint8Array>;
	/** The `proofValue` over those bytes. */
	sign(bytes: Uint8Array, signer: Signer): Promise<string>;
	/** Whether `proofValue` is that key's signature over those bytes; never throws. */
	verify(bytes: Uint8Array, proofValue: string, key: PublicKey): boolean;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

/** `eddsa-rdfc-2022`: RDFC-1.0, SHA-256, Ed25519 (Data Integrity EdDSA Cryptosuites v1.0). */
export const eddsaRdfc2022: Cryptosuite = {
	name: 'eddsa-rdfc-2022',
	async canonicalize(unsecured, proofOptions) {
		const context = unsecured['@context'] ?? null;
		const options = await canonicalNQuads({ ...proofOptions, '@context': context });
		const document = await canonicalNQuads(unsecured);
		return new Uint8Array(Buffer.concat([sha256(options), sha256(document)]));
	},
	async sign(bytes, signer) {
		return `z${base58Encode(await signer.sign(bytes))}`;
	},
	verify(bytes, proofValue, key) {
		if (!proofValue.startsWith('z')) return false;
		try {
			return verifyEd25519(key, bytes, base58Decode(proofValue.slice(1)));
		} catch {
			return false;
		}
	},
};
