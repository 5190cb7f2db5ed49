import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { sameAssertion } from './compare.ts';
import type { Standing } from './documents.ts';

/** What the site that publishes a badge says of it (OB 2.0, Hosted Verification). */
export interface HostedAnswer {
	readonly signature: Check<'signature'>;
	readonly status: Check<'status'>;
	/** The copy to believe; undefined when the site gave none. */
	readonly copy: JsonObject | undefined;
}

const withdrawn = (document: JsonObject | undefined): HostedAnswer => {
	const reason = document?.['revocationReason'];
	const params = typeof reason === 'string' ? { reason } : undefined;
	return {
		signature: check('signature', 'hosted-withdrawn'),
		status: check('status', 'revoked', params),
		copy: undefined,
	};
};

const failed = (reason: 'hosted-absent' | 'hosted-differs'): HostedAnswer => ({
	signature: check('signature', reason),
	status: check('status', 'not-reached'),
	copy: undefined,
});

/** Compares what was given with what stands at its address: there alone a badge without a signature can be believed. */
export function compareHosted(given: JsonObject, address: string, standing: Standing): HostedAnswer {
	if (standing.kind === 'gone') return withdrawn(standing.document);
	if (standing.kind === 'absent') return failed('hosted-absent');
	if (standing.kind === 'text') return failed('hosted-differs');
	if (standing.kind === 'unknown') {
		const why = standing.why === 'not-supported' ? 'hosted-not-asked' : 'hosted-unreachable';
		return { signature: check('signature', why), status: check('status', why), copy: undefined };
	}
	const { document } = standing;
	if (document['revoked'] === true) return withdrawn(document);
	if (!sameAssertion(given, document)) return { ...failed('hosted-differs'), copy: document };
	const safe = new URL(address).protocol === 'https:';
	return {
		signature: check('signature', safe ? 'hosted-copy' : 'hosted-insecure', { address }),
		status: check('status', 'still-hosted'),
		copy: document,
	};
}
