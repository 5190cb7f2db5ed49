import { CanonicalFault, canonicalNQuads } from '../canonical.ts';
import { BUNDLED_CONTEXTS } from '../contexts.ts';
import { signedBytes } from '../data-integrity.ts';
import type { ReadableProof } from '../data-integrity.ts';
import { asList } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';

/**
 * Whether each term of the badge and of its proof is defined by a bundled context; with it the bytes that the proof
 * signs, so that they are made once.
 */
export async function checkVocabulary(
	credential: JsonObject,
	proof: ReadableProof | undefined,
): Promise<{ readonly check: Check<'vocabulary'>; readonly bytes?: Uint8Array | undefined }> {
	for (const context of asList(credential['@context'])) {
		if (typeof context !== 'string') return { check: check('vocabulary', 'inline-context') };
		if (!BUNDLED_CONTEXTS.includes(context))
			return { check: check('vocabulary', 'unknown-context', { context }) };
	}
	try {
		if (proof) return { check: check('vocabulary', 'known'), bytes: await signedBytes(credential, proof) };
		const { proof: _proof, ...unsecured } = credential;
		await canonicalNQuads(unsecured);
		return { check: check('vocabulary', 'known') };
	} catch (fault) {
		if (!(fault instanceof CanonicalFault)) throw fault;
		return { check: check('vocabulary', fault.reason, { term: fault.term }) };
	}
}
