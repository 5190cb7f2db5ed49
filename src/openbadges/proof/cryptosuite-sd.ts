import { createHash } from 'node:crypto';
import { canonicalNQuads } from '../json-ld/canonical.ts';
import { decodeCbor } from './cbor.ts';
import { cachedCanonicalNQuads } from './cryptosuite.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { base58Encode } from '../keys/multibase.ts';
import { keyFromMultikey, isSignedWith } from '../keys/verification-key.ts';

const DERIVED = 'd95d01';
const HASH = 32;

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

interface Disclosure {
	readonly baseSignature: Uint8Array;
	/** The multikey bytes of the key that was generated for this credential alone. */
	readonly publicKey: Uint8Array;
	readonly signatures: readonly Uint8Array[];
	/** Maps the canonical label of a blank node (c14n0) to the issuer's own label (u…). */
	readonly labels: ReadonlyMap<string, string>;
	readonly mandatory: ReadonlySet<number>;
}

const isBytes = (value: unknown, length?: number): value is Uint8Array =>
	value instanceof Uint8Array && (length === undefined || value.length === length);

/**
 * Parses the `proofValue` of a derived proof (ECDSA Cryptosuites v1.0, parseDerivedProofValue); `undefined`
 * if it is no such proof.
 */
function disclosureOf(proofValue: string): Disclosure | undefined {
	if (!/^u[A-Za-z0-9_-]+$/.test(proofValue)) return undefined;
	const bytes = Buffer.from(proofValue.slice(1), 'base64url');
	// Unused bits at the end of the base64url text would allow two texts for one proof.
	if (bytes.toString('base64url') !== proofValue.slice(1)) return undefined;
	if (bytes.toString('hex', 0, 3) !== DERIVED) return undefined;
	const parts = decodeCbor(bytes.subarray(3));
	if (!Array.isArray(parts) || parts.length !== 5) return undefined;
	const [baseSignature, publicKey, signatures, labels, mandatory] = parts as readonly unknown[];
	if (!isBytes(baseSignature, 64) || !isBytes(publicKey, 35)) return undefined;
	if (!Array.isArray(signatures) || !signatures.every((one) => isBytes(one, 64))) return undefined;
	if (!(labels instanceof Map) || !Array.isArray(mandatory)) return undefined;
	if (![...labels].every(([from, to]) => Number.isInteger(from) && isBytes(to, HASH))) return undefined;
	if (!mandatory.every((index) => Number.isInteger(index))) return undefined;
	const named = [...labels].map(
		([from, to]) => [`c14n${from}`, `u${Buffer.from(to as Uint8Array).toString('base64url')}`] as const,
	);
	return { baseSignature, publicKey, signatures, labels: new Map(named), mandatory: new Set(mandatory) };
}

/**
 * The lines of canonical N-Quads with the issuer's labels for blank nodes, sorted; `undefined` if a label is
 * missing.
 */
function relabelled(nquads: string, labels: ReadonlyMap<string, string>): readonly string[] | undefined {
	let complete = true;
	const lines = nquads
		.split('\n')
		.slice(0, -1)
		.map((line) => {
			// Text between quotes is an RDF literal, even if it looks like the label of a blank node.
			const parts = line.split(/("(?:[^"\\]|\\.)*")/);
			const put = parts.map((part, i) =>
				i % 2 === 1
					? part
					: part.replace(/_:([^\s]+)/g, (_whole, label: string) => {
							const to = labels.get(label);
							complete &&= to !== undefined;
							return `_:${to ?? ''}`;
						}),
			);
			return `${put.join('')}\n`;
		});
	return complete ? lines.sort() : undefined;
}

function holds(bytes: Uint8Array, proofValue: string, key: Parameters<typeof isSignedWith>[0]): boolean {
	const read = disclosureOf(proofValue);
	const canonical = Buffer.from(bytes.subarray(HASH)).toString('utf8');
	const lines = read && relabelled(canonical, read.labels);
	if (!read || !lines) return false;
	const mandatory = lines.filter((_line, i) => read.mandatory.has(i));
	const others = lines.filter((_line, i) => !read.mandatory.has(i));
	if (others.length !== read.signatures.length) return false;
	const own = keyFromMultikey(`z${base58Encode(read.publicKey)}`);
	if (typeof own === 'string' || own.kind !== 'P-256') return false;
	const whole = read.signatures.every((signature, i) =>
		isSignedWith(own, Buffer.from(others[i] as string, 'utf8'), signature),
	);
	if (!whole) return false;
	const base = Buffer.concat([bytes.subarray(0, HASH), read.publicKey, sha256(mandatory.join(''))]);
	return isSignedWith(key, base, read.baseSignature);
}

/**
 * `ecdsa-sd-2023`, derived proofs only (Data Integrity ECDSA Cryptosuites v1.0, Verify Derived Proof): each
 * line that the holder chose to disclose has its own signature. A base proof, which only its holder should
 * have, never verifies here. The signed bytes are the hash of the proof options, then the canonical document
 * itself.
 */
export const ecdsaSd2023: Cryptosuite = {
	name: 'ecdsa-sd-2023',
	kinds: ['P-256'],
	async canonicalize(unsecured, proofOptions, how = {}) {
		const canonical = { contexts: how.contexts };
		const context = unsecured['@context'] ?? null;
		const options = await canonicalNQuads({ ...proofOptions, '@context': context }, canonical);
		const document = await cachedCanonicalNQuads(unsecured, canonical, how.made);
		return new Uint8Array(Buffer.concat([sha256(options), Buffer.from(document, 'utf8')]));
	},
	verify(bytes, proofValue, key) {
		if ('multikey' in key || key.kind !== 'P-256') return false;
		try {
			return holds(bytes, proofValue, key);
		} catch {
			return false;
		}
	},
};
