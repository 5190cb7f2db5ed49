import { asText, hasType, isObject, type JsonObject } from '../json.ts';
import { checkResult, type Check } from '../report.ts';
import { checkDates } from './dates.ts';
import { examineCredential } from './examine.ts';
import type { VerifyOptions } from './options.ts';
import { type SecuredCredential, readSecuredCredential } from './secured.ts';
import { checkStatus } from './status.ts';
import { credentialFindings, endorsedIdsOf, endorsementsOf, subjectOf } from './shape/structure.ts';

const MOST = 10;

function nameOf(secured: SecuredCredential | undefined): string {
	const issuer = secured?.credential['issuer'];
	if (!isObject(issuer)) return asText(issuer) ?? '';
	return asText(issuer['name']) ?? asText(issuer['id']) ?? '';
}

async function judged(
	secured: SecuredCredential,
	endorsed: ReadonlySet<string>,
	options: VerifyOptions,
): Promise<'sound' | 'bad' | 'of-another' | 'unproven'> {
	const { credential } = secured;
	const subject = subjectOf(credential);
	// Endorsements of an endorsement are ignored, since they could go on without end.
	if (!hasType(credential, 'EndorsementCredential') || !hasType(subject, 'EndorsementSubject')) return 'bad';
	// A date or a status entry in an invalid form would be signed, but not read by the checks that follow.
	const { faults } = credentialFindings(credential);
	// More contexts or types than we read are a limit of ours: they say nothing against the endorsement.
	if (faults.some(({ problem }) => problem === 'too-many')) return 'unproven';
	if (faults.length > 0) return 'bad';
	const examined = await examineCredential(secured, options);
	const steps = [
		examined.vocabulary,
		examined.issuer,
		examined.signature,
		examined.binding,
		checkDates(credential, examined.seal, options.now),
		await checkStatus(credential, examined, options),
	];
	if (steps.some(({ outcome }) => outcome === 'fail')) return 'bad';
	// An honest endorsement of something else could be copied into any badge.
	if (!endorsed.has(asText(subject?.['id']) ?? '')) return 'of-another';
	return steps.some(({ outcome }) => outcome === 'unknown') ? 'unproven' : 'sound';
}

/**
 * Whether the endorsements in a badge are valid and about that badge (OB 3.0, EndorsementCredential): the
 * first ten, without the endorsements of endorsements.
 */
export async function checkEndorsements(
	credential: JsonObject,
	options: VerifyOptions,
): Promise<Check<'endorsements'>> {
	const all = endorsementsOf(credential);
	if (all.length === 0) return checkResult('endorsements', 'none');
	const asked = { ...options, ...options.endorsementSources };
	const endorsed = endorsedIdsOf(credential);
	let ofAnother: string | undefined;
	let unproven: string | undefined;
	for (const given of all.slice(0, MOST)) {
		const read = isObject(given) || typeof given === 'string' ? readSecuredCredential(given) : undefined;
		const secured = read === 'too-large' ? undefined : read;
		// An endorsement too large for us to read is unproven, not bad.
		const found = secured
			? await judged(secured, endorsed, asked)
			: read === 'too-large'
				? 'unproven'
				: 'bad';
		if (found === 'bad') return checkResult('endorsements', 'bad', { name: nameOf(secured) });
		if (found === 'of-another') ofAnother ??= nameOf(secured);
		if (found === 'unproven') unproven ??= nameOf(secured);
	}
	if (ofAnother !== undefined) return checkResult('endorsements', 'of-another', { name: ofAnother });
	if (unproven !== undefined) return checkResult('endorsements', 'unproven', { name: unproven });
	if (all.length > MOST) return checkResult('endorsements', 'more-than-ten');
	return checkResult('endorsements', 'sound', { count: String(all.length) });
}
