import { asList, asText, hasType, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { documentFetcher } from '../legacy/documents.ts';
import { DOCUMENT_LIMIT_PARAMS } from '../limits.ts';
import { checkResult, hasPassed } from '../report.ts';
import type { Check, Report, Verdict } from '../report.ts';
import type { CheckId } from '../reasons.ts';
import { periodOf } from './dates.ts';
import { issuerId } from './issuer.ts';
import type { VerifyOptions } from './options.ts';

/**
 * The result of looking for a newer copy of the badge; `shown` is the report on that copy, which replaces the
 * first report.
 */
export interface RefreshResult {
	readonly check: Check<'refresh'>;
	readonly shown?: Report;
}

// The steps that tell what a document says and who signed it. A newer copy can only correct what changes with
// time (dates, status). It proves nothing about a document that fails one of these steps.
const STEPS_OF_ORIGIN: readonly CheckId[] = ['structure', 'vocabulary', 'issuer', 'signature', 'binding'];

/**
 * Whether the steps that tell the origin of a badge found nothing against it and left nothing unknown: only
 * then may its refresh service be asked (OB 3.0 refreshes a badge after its proof is verified).
 */
export const hasProvenOrigin = (checks: readonly Check[]): boolean =>
	checks.every(({ id, outcome }) => !STEPS_OF_ORIGIN.includes(id) || !['fail', 'unknown'].includes(outcome));

/** Whether a badge names a refresh service. */
export const hasRefreshService = (credential: JsonObject): boolean =>
	asList(credential['refreshService']).some(isObject);

// Verdicts for which a newer copy is rejected: the report then remains about the submitted badge. A copy that
// cannot be fetched says nothing against the badge.
const REFUSED: readonly Verdict[] = ['altered', 'refused', 'malformed', 'unsupported', 'not-yet-valid'];

/**
 * Whether a newer copy can be trusted now: its verdict is none of `REFUSED`, its origin is proven, and its
 * signature has not expired.
 */
const isBelieved = ({ verdict, checks }: Report): boolean =>
	!REFUSED.includes(verdict) &&
	hasProvenOrigin(checks) &&
	!checks.some(({ id, reason }) => id === 'dates' && reason === 'proof-expired');

/** Whether two documents are one badge (OB 3.0, Comparing Credentials): the same id, by the same issuer. */
function same(one: JsonObject, other: JsonObject): boolean {
	const id = asText(one['id']);
	return id !== undefined && id === other['id'] && issuerId(one['issuer']) === issuerId(other['issuer']);
}

const began = (credential: JsonObject) => Date.parse(periodOf(credential).from ?? '');

/** For a badge without a refresh service, asks the caller's register of issued badges for a newer copy. */
async function currentCopy(
	credential: JsonObject,
	binding: Check<'binding'>,
	options: VerifyOptions,
): Promise<Check<'refresh'>> {
	const address = asText(credential['id']) ?? '';
	const trusted = hasPassed(binding);
	// The caller is never asked about a badge that the issuer's key did not sign: such a badge may have any
	// id.
	if (!trusted && binding.reason !== 'key-withdrawn') return checkResult('refresh', 'none');
	try {
		const date = await options.currentCopy?.({ credential, trusted });
		const newer = date !== undefined && Date.parse(date) > began(credential);
		return newer ? checkResult('refresh', 'newer-stands', { address, date }) : checkResult('refresh', 'none');
	} catch {
		return checkResult('refresh', 'unreachable');
	}
}

/**
 * Looks once, after the origin of the badge has been verified, for a newer copy of it (OB 3.0, Refresh;
 * 1EdTechCredentialRefresh). The copy replaces the badge only if it is the same badge by the same issuer, is
 * newer, and is itself verified.
 */
export async function checkForNewerCopy(
	{ credential, binding }: { readonly credential: JsonObject; readonly binding: Check<'binding'> },
	options: VerifyOptions,
	verifyAgain: (given: string) => Promise<Report>,
): Promise<RefreshResult> {
	const service = asList(credential['refreshService']).find(isObject);
	if (!service) return { check: await currentCopy(credential, binding, options) };
	if (!hasType(service, '1EdTechCredentialRefresh') || !options.fetchDocument) {
		return { check: checkResult('refresh', 'not-followed') };
	}
	const found = await documentFetcher(options.fetchDocument)(asText(service['id']) ?? '');
	// The newer copy is signed, so it may be served from any site.
	const served = found.kind === 'moved' ? found.held : found;
	if (served.kind === 'unknown' && served.why === 'too-many-documents')
		return { check: checkResult('refresh', served.why, DOCUMENT_LIMIT_PARAMS) };
	if (served.kind !== 'document' && served.kind !== 'text')
		return { check: checkResult('refresh', 'unreachable') };
	const text = served.kind === 'text' ? served.text : JSON.stringify(served.document);
	const report = await verifyAgain(text);
	const newer = report.credential;
	if (!newer || !isBelieved(report) || !same(newer, credential)) {
		return { check: checkResult('refresh', 'newer-bad') };
	}
	if (!(began(newer) > began(credential))) return { check: checkResult('refresh', 'latest') };
	return { check: checkResult('refresh', 'newer-shown'), shown: report };
}
