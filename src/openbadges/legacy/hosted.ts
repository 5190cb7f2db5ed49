import { withoutBrackets } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { DOCUMENT_LIMIT_PARAMS, LARGEST_JSON, inMegabytes } from '../limits.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { differencesBetween } from './compare.ts';
import type { ServedDocument } from './documents.ts';

/** The result of comparing a badge with the copy that its site publishes (OB 2.0, Hosted Verification). */
export interface HostedComparison {
	readonly signature: Check<'signature'>;
	readonly status: Check<'status'>;
	/** The copy that the site serves, which is the one that counts; undefined if the site served none. */
	readonly copy: JsonObject | undefined;
	/** The address of the hosted copy, if the site redirected to another site. */
	readonly movedTo?: string;
}

const withdrawn = (document: JsonObject | undefined): HostedComparison => {
	const reason = document?.['revocationReason'];
	const params = typeof reason === 'string' ? { reason } : undefined;
	return {
		signature: checkResult('signature', 'hosted-withdrawn'),
		status: checkResult('status', 'revoked', params),
		copy: undefined,
	};
};

/** The sentence parameter that lists the properties that differ. */
const named = (keys: readonly string[]) => ({ detail: keys.join(', ') });

const failed = (
	reason: 'hosted-absent' | 'hosted-differs',
	differing: readonly string[] = [],
): HostedComparison => ({
	signature: checkResult('signature', reason, named(differing)),
	status: checkResult('status', 'not-reached'),
	copy: undefined,
});

const UNKNOWN = {
	unreachable: 'hosted-unreachable',
	'not-supported': 'hosted-not-asked',
	'too-large': 'hosted-too-large',
} as const;

/**
 * Compares a submitted badge with the copy served at its address: only that copy proves a badge without a
 * signature.
 */
export function compareHosted(given: JsonObject, address: string, served: ServedDocument): HostedComparison {
	if (served.kind === 'moved') return { ...compareHosted(given, served.to, served.held), movedTo: served.to };
	if (served.kind === 'gone') return withdrawn(served.document);
	if (served.kind === 'absent' || served.kind === 'text') return failed('hosted-absent');
	if (served.kind === 'unknown') {
		if (served.why === 'too-many-documents') {
			const [signature, status] = [
				checkResult('signature', served.why, DOCUMENT_LIMIT_PARAMS),
				checkResult('status', served.why, DOCUMENT_LIMIT_PARAMS),
			];
			return { signature, status, copy: undefined };
		}
		const signature = checkResult('signature', UNKNOWN[served.why], { most: inMegabytes(LARGEST_JSON) });
		const why = served.why === 'not-supported' ? 'hosted-not-asked' : 'hosted-unreachable';
		return { signature, status: checkResult('status', why), copy: undefined };
	}
	const { document } = served;
	if (withoutBrackets(document['revoked']) === true) return withdrawn(document);
	const { claims, others } = differencesBetween(given, document);
	// The badge is still hosted and not marked as revoked, whatever else differs.
	const status = checkResult('status', 'still-hosted');
	if (claims.length > 0) return { ...failed('hosted-differs', claims), status, copy: document };
	const safe = new URL(address).protocol === 'https:';
	const at = served.at ?? address;
	const found = at !== address ? 'hosted-other-name' : safe ? 'hosted-copy' : 'hosted-insecure';
	return {
		signature: checkResult('signature', others.length > 0 ? 'hosted-copy-differs' : found, {
			address,
			at,
			...named(others),
		}),
		status,
		copy: document,
	};
}
