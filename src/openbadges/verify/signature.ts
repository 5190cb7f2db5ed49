import { CanonicalFault } from '../json-ld/canonical.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { DOCUMENT_LIMIT_PARAMS } from '../limits.ts';
import { tokenFault } from '../tokens/jwt.ts';
import type { Token } from '../tokens/jwt.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import type { SignatureKeyResult } from './find-key.ts';
import type { BadgeSignature } from './badge-signature.ts';

/**
 * One signature with the key that was found for it, and the bytes that it signs (computed by the step
 * `vocabulary`).
 */
export interface SignatureWithKey {
	readonly sealed: BadgeSignature;
	readonly found: SignatureKeyResult;
	readonly bytes?: Uint8Array | undefined;
}

const FAULTS = { missing: 'key-missing', unreadable: 'bad-key', weak: 'weak-key' } as const;

/** The check `signature` of one signature: whether the content is what was signed, whoever signed it. */
export function checkOneSignature({ sealed, found, bytes }: SignatureWithKey): Check<'signature'> {
	if (!sealed.attests) return checkResult('signature', 'wrong-purpose');
	if ('fault' in found) {
		if (found.fault === 'unsupported')
			return checkResult('signature', 'unsupported-suite', { suite: sealed.suite });
		if (found.fault === 'too-many-documents')
			return checkResult('signature', found.fault, DOCUMENT_LIMIT_PARAMS);
		return checkResult('signature', FAULTS[found.fault]);
	}
	if (!sealed.kinds.includes(found.key.kind)) return checkResult('signature', 'broken');
	return checkResult('signature', bytes && sealed.verify(bytes, found.key) ? 'sound' : 'broken');
}

/** The check `signature` of a badge without any signature that we can verify. */
export function checkWithoutSignature(credential: JsonObject, token: Token | undefined): Check<'signature'> {
	if (token) {
		const fault = tokenFault(token);
		if (fault === 'forbidden-algorithm' || fault === 'forbidden-header')
			return checkResult('signature', fault);
		const suite = fault === 'unsupported-kind' ? 'SD-JWT' : String(token.header['alg']);
		return checkResult('signature', 'unsupported-suite', { suite });
	}
	const [first] = asList(credential['proof']);
	if (first === undefined) return checkResult('signature', 'no-proof');
	const suite = isObject(first) ? (asText(first['cryptosuite']) ?? asText(first['type'])) : undefined;
	return checkResult('signature', 'unsupported-suite', { suite: suite ?? '' });
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** The worst check among those of all signatures of a badge; undefined for an empty list. */
export function worstSignature(checks: readonly Check<'signature'>[]): Check<'signature'> | undefined {
	return WORST_FIRST.map((outcome) => checks.find((one) => one.outcome === outcome)).find(Boolean);
}

/** The bytes that a signature signs, or the fault if they cannot be computed. */
export async function signedBytesOf(
	sealed: BadgeSignature,
	found: SignatureKeyResult,
): Promise<{ readonly bytes?: Uint8Array | undefined; readonly fault?: CanonicalFault }> {
	try {
		return { bytes: await sealed.bytes('key' in found ? found.key.kind : undefined) };
	} catch (fault) {
		if (!(fault instanceof CanonicalFault)) throw fault;
		return { fault };
	}
}
