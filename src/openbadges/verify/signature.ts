import { CanonicalFault } from '../json-ld/canonical.ts';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { headerFault } from '../tokens/jwt.ts';
import type { Token } from '../tokens/jwt.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { FoundKey } from './find-key.ts';
import type { Sealed } from './sealed.ts';

/** One signature with the key that was found for it, and the bytes it signs (made with the vocabulary step). */
export interface Keyed {
	readonly sealed: Sealed;
	readonly found: FoundKey;
	readonly bytes?: Uint8Array | undefined;
}

const FAULTS = { missing: 'key-missing', unreadable: 'bad-key', weak: 'weak-key' } as const;

/** Whether the content is what this signature signed, whoever signed. */
export function checkSeal({ sealed, found, bytes }: Keyed): Check<'signature'> {
	if (!sealed.attests) return check('signature', 'wrong-purpose');
	if ('fault' in found) {
		if (found.fault === 'unsupported')
			return check('signature', 'unsupported-suite', { suite: sealed.suite });
		return check('signature', FAULTS[found.fault]);
	}
	if (!sealed.kinds.includes(found.key.kind)) return check('signature', 'broken');
	return check('signature', bytes && sealed.verify(bytes, found.key) ? 'sound' : 'broken');
}

/** What is said of a badge none of whose signatures can be looked at. */
export function unsealed(credential: JsonObject, token: Token | undefined): Check<'signature'> {
	if (token) {
		const fault = headerFault(token.header);
		if (fault === 'forbidden-algorithm' || fault === 'forbidden-header') return check('signature', fault);
		return check('signature', 'unsupported-suite', { suite: String(token.header['alg']) });
	}
	const [first] = asList(credential['proof']);
	if (first === undefined) return check('signature', 'no-proof');
	const suite = isObject(first) ? (asText(first['cryptosuite']) ?? asText(first['type'])) : undefined;
	return check('signature', 'unsupported-suite', { suite: suite ?? '' });
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** The one answer for all the signatures of a badge: each must be good, so that none can be swapped unseen. */
export function worstSeal(checks: readonly Check<'signature'>[]): Check<'signature'> | undefined {
	return WORST_FIRST.map((outcome) => checks.find((one) => one.outcome === outcome)).find(Boolean);
}

/** The bytes of a signature, or why there are none. */
export async function bytesOf(
	sealed: Sealed,
	found: FoundKey,
): Promise<{ readonly bytes?: Uint8Array | undefined; readonly fault?: CanonicalFault }> {
	try {
		return { bytes: await sealed.bytes('key' in found ? found.key.kind : undefined) };
	} catch (fault) {
		if (!(fault instanceof CanonicalFault)) throw fault;
		return { fault };
	}
}
