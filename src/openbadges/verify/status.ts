import { supportedProof } from '../data-integrity.ts';
import { JsonFault, asList, asText, hasType, isObject, parseStrictJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Reason } from '../reasons.ts';
import type { Check } from '../report.ts';
import { decodeStatusList, STATUS_LIST_LENGTH, statusAt } from '../status-list.ts';
import { checkBinding } from './binding.ts';
import { issuerId } from './issuer.ts';
import type { IssuerAnswer, StatusAnswer, VerifyOptions } from './options.ts';
import { isDateTime } from './place.ts';
import { checkSignature } from './signature.ts';
import { CLOCK_SKEW } from './dates.ts';
import { checkVocabulary } from './vocabulary.ts';

// A list of 131,072 entries is some 22 kB at worst once encoded; ten times that is no list.
const LARGEST_LIST = 256 * 1024;

async function fetchList(url: string, options: VerifyOptions): Promise<StatusAnswer> {
	try {
		return await options.statusSource(url);
	} catch {
		return { kind: 'unknown', why: 'unreachable' };
	}
}

function parsed(credential: JsonObject | string): JsonObject | undefined {
	if (typeof credential !== 'string') return credential;
	if (credential.length > LARGEST_LIST) return undefined;
	try {
		const value = parseStrictJson(credential);
		return isObject(value) ? value : undefined;
	} catch (fault) {
		if (fault instanceof JsonFault) return undefined;
		throw fault;
	}
}

/** What is wrong with a list as a credential: its place, its issuer, its signature, its dates. */
async function listFault(
	list: JsonObject,
	url: string,
	issuer: { readonly id: string; readonly answer: IssuerAnswer },
	now: Date,
): Promise<Reason<'status'> | undefined> {
	if (!hasType(list, 'BitstringStatusListCredential')) return 'list-damaged';
	if (list['id'] !== url) return 'list-address';
	if (issuerId(list['issuer']) !== issuer.id) return 'list-issuer';
	const proof = supportedProof(list);
	const { check: vocabulary, bytes } = await checkVocabulary(list, proof);
	if (!proof || vocabulary.outcome !== 'pass') return 'list-signature';
	if (checkSignature(list, proof, bytes, issuer.answer).outcome !== 'pass') return 'list-signature';
	if (checkBinding(issuer.id, proof, issuer.answer).outcome === 'fail') return 'list-signature';
	const [from, until] = [asText(list['validFrom']), asText(list['validUntil'])];
	if ([from, until].some((date) => date !== undefined && !isDateTime(date))) return 'list-damaged';
	if (from !== undefined && Date.parse(from) > now.getTime() + CLOCK_SKEW) return 'list-early';
	if (until !== undefined && Date.parse(until) < now.getTime()) return 'list-lapsed';
	return undefined;
}

function entryIn(list: JsonObject, entry: JsonObject): Reason<'status'> {
	const [subject] = asList(list['credentialSubject']);
	if (!isObject(subject) || !hasType(subject, 'BitstringStatusList')) return 'list-damaged';
	const purpose = asText(entry['statusPurpose']) ?? '';
	if (!asList(subject['statusPurpose']).includes(purpose)) return 'list-purpose';
	if (purpose !== 'revocation' && purpose !== 'suspension') return 'not-supported';
	let bits: Uint8Array;
	try {
		bits = decodeStatusList(asText(subject['encodedList']) ?? '');
	} catch {
		return 'list-damaged';
	}
	if (bits.length * 8 < STATUS_LIST_LENGTH) return 'list-damaged';
	const index = Number(entry['statusListIndex']);
	if (!(index < bits.length * 8)) return 'list-index';
	if (!statusAt(bits, index)) return 'not-revoked';
	return purpose === 'revocation' ? 'revoked' : 'suspended';
}

async function checkEntry(
	entry: JsonObject,
	issuer: { readonly id: string; readonly answer: IssuerAnswer },
	options: VerifyOptions,
): Promise<Check<'status'>> {
	if (entry['type'] !== 'BitstringStatusListEntry') return check('status', 'not-supported');
	// More than one bit per entry is not ours to read.
	if ('statusSize' in entry && entry['statusSize'] !== 1) return check('status', 'not-supported');
	const url = asText(entry['statusListCredential']) ?? '';
	const answer = await fetchList(url, options);
	if (answer.kind === 'absent') return check('status', 'list-absent', { address: url });
	if (answer.kind === 'unknown') {
		return check('status', answer.why === 'unreachable' ? 'list-unreachable' : 'not-supported', {
			address: url,
		});
	}
	const list = parsed(answer.credential);
	if (!list) return check('status', 'list-damaged', { address: url });
	const date = asText(list['validFrom']) ?? '';
	const fault = await listFault(list, url, issuer, options.now);
	return check('status', fault ?? entryIn(list, entry), { address: url, date });
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** Whether the issuer took the badge back, by its own signed list (Bitstring Status List v1.0, Validate Algorithm). */
export async function checkStatus(
	credential: JsonObject,
	issuer: { readonly id: string; readonly answer: IssuerAnswer },
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const entries = asList(credential['credentialStatus']).filter(isObject).slice(0, 2);
	if (entries.length === 0) return check('status', 'no-status');
	const checks: Check<'status'>[] = [];
	for (const entry of entries) checks.push(await checkEntry(entry, issuer, options));
	const worst = WORST_FIRST.map((outcome) => checks.find((one) => one.outcome === outcome)).find(Boolean);
	return worst ?? check('status', 'not-supported');
}
