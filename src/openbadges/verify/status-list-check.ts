import { asList, asText, hasType, type JsonObject } from '../json.ts';
import { checkResult, hasPassed, type Check } from '../report.ts';
import type { CheckReason } from '../reasons.ts';
import { MOST_ENTRIES_TEXT, STATUS_LIST_LENGTH, statusIndexOf } from '../status-list.ts';
import { checkDates, periodOf } from './dates.ts';
import { examineCredential, type ExaminedCredential } from './examine.ts';
import { issuerId } from './issuer.ts';
import type { CachedStatusList } from './cached-status-list.ts';
import type { VerifyOptions } from './options.ts';
import { signaturesOf } from './badge-signature.ts';
import { MOST_CONTEXTS, MOST_TYPES } from './shape/one-shape.ts';
import { credentialFindings, subjectOf } from './shape/structure.ts';

/**
 * What is unusual about a status list but does not make it invalid: another signer than the badge's issuer,
 * or another address than its own.
 */
interface Strangeness {
	readonly signer: string | undefined;
	readonly place: string | undefined;
}

/** A reason why a status list does not count, with the values that its sentence needs. */
interface ListFault {
	readonly reason: CheckReason<'status'>;
	readonly params?: Readonly<Record<string, string>>;
}

// A list that is not valid now, by its own dates or by those of its signature, says nothing about the badge:
// an older copy of a list hides what was revoked since (Data Integrity v1.0, Proofs: `created`, `expires`).
const OUT_OF_TIME: Readonly<Partial<Record<CheckReason<'dates'>, CheckReason<'status'>>>> = {
	expired: 'list-lapsed',
	'proof-expired': 'list-lapsed',
	'not-yet': 'list-early',
	'signed-later': 'list-early',
	unreadable: 'list-undated',
};

function datesFault({ reason: told, params }: Check<'dates'>): ListFault | undefined {
	const reason = OUT_OF_TIME[told];
	// The sentence gives the list's own date, except for a signature dated in the future.
	return reason && { reason, params: told === 'signed-later' ? { date: params['date'] ?? '' } : {} };
}

/**
 * The reason for each check of a list that could not be done: it says nothing against the list, and so
 * nothing against the badge.
 */
const UNDONE: Partial<Record<CheckReason, CheckReason<'status'>>> = {
	'key-missing': 'list-key-missing',
	'too-many-documents': 'too-many-documents',
	'unsupported-suite': 'list-unsupported-suite',
	'unknown-context': 'list-unknown-context',
	'too-complex': 'list-too-complex',
};

/**
 * The fault of a list's signature, or why it could not be checked; undefined if it is the signature of the
 * list's issuer.
 */
function signatureFault({ vocabulary, signature, binding }: ExaminedCredential): ListFault | undefined {
	// If the bytes that a proof signs could not be computed, the check of the terms says why.
	const undone = signature.outcome === 'skip' ? vocabulary : signature;
	const reason = undone.outcome === 'unknown' ? UNDONE[undone.reason] : undefined;
	if (reason !== undefined) return { reason, params: undone.params };
	const read = vocabulary.outcome !== 'fail' && vocabulary.outcome !== 'unknown';
	return read && hasPassed(signature) && binding.outcome !== 'fail'
		? undefined
		: { reason: 'list-signature' };
}

/**
 * The fault of a status list as a credential (its signature, its key, its dates); undefined if it has none.
 */
async function listFault(list: CachedStatusList, options: VerifyOptions): Promise<ListFault | undefined> {
	const { secured } = list;
	// A date in an invalid form would be signed, but not read by the checks that follow.
	const { faults } = credentialFindings(secured.credential);
	if (faults.some(({ problem }) => problem === 'too-many'))
		return {
			reason: 'list-too-many-types',
			params: { contexts: String(MOST_CONTEXTS), types: String(MOST_TYPES) },
		};
	if (faults.length > 0) return { reason: 'list-damaged' };
	const seals = list.withCachedResults(signaturesOf(secured, options.contexts));
	const examined = await examineCredential(secured, options, seals);
	return signatureFault(examined) ?? datesFault(checkDates(secured.credential, examined.seal, options.now));
}

async function entryIn(
	list: CachedStatusList,
	entry: JsonObject,
	ours: boolean,
): Promise<CheckReason<'status'>> {
	const subject = subjectOf(list.secured.credential);
	const bitstring = hasType(subject, 'BitstringStatusList');
	if (!bitstring && !hasType(subject, 'StatusList2021')) return 'list-damaged';
	const purposes = asList(subject?.['statusPurpose']);
	const purpose = asText(entry['statusPurpose'] ?? (purposes.length === 1 ? purposes[0] : undefined)) ?? '';
	if (!purposes.includes(purpose)) return 'list-purpose';
	if (purpose !== 'revocation' && purpose !== 'suspension') return 'not-supported';
	const read = await list.entry(statusIndexOf(entry) ?? -1);
	if (read === 'too-large') return 'list-too-large';
	if (read === 'damaged') return 'list-damaged';
	const short = bitstring && read.length < STATUS_LIST_LENGTH;
	if (short && ours) return 'list-damaged';
	if (read.set === undefined) return 'list-index';
	// A list shorter than the standard requires hides its badges poorly, but its entries are valid.
	if (!read.set) return short ? 'short-list' : 'not-revoked';
	return purpose === 'revocation' ? 'revoked' : 'suspended';
}

function strangeness(list: JsonObject, url: string, issuer: string, at: string | undefined): Strangeness {
	const id = issuerId(list['issuer']);
	return {
		signer: id === issuer ? undefined : (id ?? ''),
		place: at ?? (list['id'] === url ? undefined : (asText(list['id']) ?? '')),
	};
}

/**
 * The reason of the step `status` for a valid list that does not revoke the badge but has another signer or
 * another address.
 */
function named(found: CheckReason<'status'>, { signer, place }: Strangeness): CheckReason<'status'> {
	if (found !== 'not-revoked' && found !== 'short-list') return found;
	if (signer !== undefined && place !== undefined) return 'foreign-signer-and-place';
	if (signer !== undefined) return 'foreign-signer';
	return place === undefined ? found : 'foreign-place';
}

/**
 * Checks the entry of a badge in a signed status list (Bitstring Status List v1.0, Validate Algorithm; Status
 * List 2021). A list of one of our own issuers must be signed by that issuer and served at its own address.
 * Other issuers' lists are accepted without that, and the difference is reported.
 */
export async function checkSignedList(
	entry: JsonObject,
	list: CachedStatusList,
	{
		url,
		badge,
		at,
	}: { readonly url: string; readonly badge: ExaminedCredential; readonly at?: string | undefined },
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const { credential } = list.secured;
	const { signer, place } = strangeness(credential, url, badge.id, at);
	const date = periodOf(credential).from ?? '';
	const params = { address: url, date, signer: signer ?? '', place: place ?? '', most: MOST_ENTRIES_TEXT };
	const answer = (reason: CheckReason<'status'>, more: ListFault['params'] = {}) =>
		checkResult('status', reason, { ...params, ...more });
	if (!hasType(credential, 'BitstringStatusListCredential', 'StatusList2021Credential'))
		return answer('list-damaged');
	const ours = badge.answer.kind === 'found' && badge.answer.keys !== undefined;
	if (ours && place !== undefined) return answer('list-address');
	if (ours && signer !== undefined) return answer('list-issuer');
	const fault = await listFault(list, options);
	return fault
		? answer(fault.reason, fault.params)
		: answer(named(await entryIn(list, entry, ours), { signer, place }));
}
