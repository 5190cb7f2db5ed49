import { asList, asText, hasType, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSameAddress } from '../legacy/compare.ts';
import { isFromOtherSite } from '../legacy/documents.ts';
import { DOCUMENT_LIMIT_PARAMS, LARGEST_JSON, inMegabytes } from '../limits.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import type { CheckReason } from '../reasons.ts';
import { statusIndexOf } from '../status-list.ts';
import type { ExaminedCredential } from './examine.ts';
import { cachedStatusList } from './cached-status-list.ts';
import type { StatusAnswer, VerifyOptions } from './options.ts';
import { checkSignedList } from './status-list-check.ts';

const UNKNOWN = {
	unreachable: 'list-unreachable',
	'not-supported': 'not-supported',
	'too-large': 'list-past-limit',
	'too-many-documents': 'too-many-documents',
} as const satisfies Record<Extract<StatusAnswer, { kind: 'unknown' }>['why'], CheckReason<'status'>>;

/**
 * Most status entries of a badge that are examined: a badge usually has one for revocation, sometimes another
 * for suspension.
 */
const MOST_ENTRIES_OF_BADGE = 4;

async function fetchList(url: string, options: VerifyOptions): Promise<StatusAnswer> {
	try {
		return await options.statusSource(url);
	} catch {
		return { kind: 'unknown', why: 'unreachable' };
	}
}

/** The properties of a list of revoked badges besides those badges (1EdTech, VC Revocation List). */
const ABOUT_LIST: readonly string[] = ['@context', 'id', 'type', 'issuer'];

/**
 * Whether a list leaves out its revoked badges because there are none: OB 3.0 leaves empty arrays out of
 * JSON. A list with any other property may name its badges in a way that we do not read.
 */
const isEmptyList = (list: JsonObject): boolean =>
	hasType(list, '1EdTechRevocationList') && Object.keys(list).every((key) => ABOUT_LIST.includes(key));

/**
 * Whether a badge is in a list of revoked badges (1EdTech, VC Revocation List). Such a list is unsigned: only
 * its address makes it trustworthy.
 */
function inRevocationList(badge: JsonObject, list: JsonObject, url: string): Check<'status'> {
	const revoked = asList(list['revokedCredential'] ?? list['revokedCredentials']);
	const stated = 'revokedCredential' in list || 'revokedCredentials' in list || isEmptyList(list);
	if (!stated || !revoked.every((one) => isObject(one) || typeof one === 'string'))
		return checkResult('status', 'list-damaged', { address: url });
	const id = asText(badge['id']);
	// OB 3.0, Equality and Comparison: ids are compared without spaces around them, once percent-decoded.
	const isBadge = (one: Json | undefined) =>
		id !== undefined && typeof one === 'string' && isSameAddress(one.trim(), id.trim());
	const names = (one: Json) =>
		isObject(one) ? isBadge(one['id']) && one['revoked'] !== false : isBadge(one);
	if (revoked.some(names)) return checkResult('status', 'revoked', { address: url });
	const place = asText(list['id']) ?? url;
	return place === url
		? checkResult('status', 'not-listed')
		: checkResult('status', 'foreign-place', { place, date: '' });
}

/**
 * Purposes of a status that do not affect the validity of a badge (Bitstring Status List v1.0,
 * statusPurpose).
 */
const INFORMATIVE: ReadonlySet<string> = new Set(['refresh', 'message']);

/**
 * A status entry read as one of its kinds: `byName` is true if the entry names a list of revoked badges,
 * rather than a bit of a signed list.
 */
interface StatusEntry {
	readonly given: Json;
	readonly byName: boolean;
}

/** A status entry once for each of its kinds, since either of the two lists may revoke the badge. */
function kindsOf(given: Json): readonly StatusEntry[] {
	const byName = hasType(given, '1EdTechRevocationList');
	const both = byName && hasType(given, 'BitstringStatusListEntry', 'StatusList2021Entry');
	return both ? [true, false].map((one) => ({ given, byName: one })) : [{ given, byName }];
}

/** The address of the list that a status entry names, with the entry; `undefined` if the entry is invalid. */
function readEntry({
	given: entry,
	byName,
}: StatusEntry): { readonly entry: JsonObject; readonly url: string } | undefined {
	if (!isObject(entry)) return undefined;
	const named = entry[byName ? 'id' : 'statusListCredential'];
	// The list's address may be written alone or as an object with an id: the signed graph is the same.
	const url = asText(isObject(named) ? named['id'] : named);
	if (url === undefined || !URL.canParse(url)) return undefined;
	return byName || statusIndexOf(entry) !== undefined ? { entry, url } : undefined;
}

async function checkEntry(
	one: StatusEntry,
	credential: JsonObject,
	badge: ExaminedCredential,
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const { given, byName } = one;
	if (isObject(given) && !byName && !hasType(given, 'BitstringStatusListEntry', 'StatusList2021Entry')) {
		return checkResult('status', 'not-supported');
	}
	const purpose = isObject(given) && !byName ? asText(given['statusPurpose']) : undefined;
	if (purpose !== undefined && INFORMATIVE.has(purpose))
		return checkResult('status', 'informative', { purpose });
	const read = readEntry(one);
	if (!read) return checkResult('status', 'entry-unreadable');
	const { entry, url } = read;
	// Lists with more than one bit per entry are not supported.
	if ('statusSize' in entry && entry['statusSize'] !== 1) return checkResult('status', 'not-supported');
	const answer = await fetchList(url, options);
	if (answer.kind === 'absent') return checkResult('status', 'list-absent', { address: url });
	if (answer.kind === 'unknown') {
		const limits = answer.why === 'too-many-documents' ? DOCUMENT_LIMIT_PARAMS : {};
		const params = { address: url, most: inMegabytes(LARGEST_JSON), ...limits };
		return checkResult('status', UNKNOWN[answer.why], params);
	}
	const moved = isFromOtherSite(url, answer.address);
	// An unsigned list of revoked badges is trusted only at its own address, not after a redirect to another
	// site.
	if (moved && byName) return checkResult('status', 'list-unreachable', { address: url });
	const list = cachedStatusList(answer.credential, options.contexts === undefined);
	if (list === 'too-large')
		return checkResult('status', 'list-past-limit', { most: inMegabytes(LARGEST_JSON) });
	if (!list) return checkResult('status', 'list-damaged', { address: url });
	if (byName) return inRevocationList(credential, list.secured.credential, url);
	return checkSignedList(entry, list, { url, badge, ...(moved ? { at: answer.address } : {}) }, options);
}

const isRevocation = ({ reason }: Check<'status'>) => reason === 'revoked' || reason === 'suspended';
const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** Whether the issuer revoked the badge, by the status lists that the badge names. */
export async function checkStatus(
	credential: JsonObject,
	badge: ExaminedCredential,
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const entries = asList(credential['credentialStatus']).flatMap(kindsOf);
	if (entries.length === 0) return checkResult('status', 'no-status');
	const checks: Check<'status'>[] = [];
	for (const entry of entries.slice(0, MOST_ENTRIES_OF_BADGE))
		checks.push(await checkEntry(entry, credential, badge, options));
	// A status entry that was not examined may be the one that revokes the badge.
	if (entries.length > MOST_ENTRIES_OF_BADGE)
		checks.push(checkResult('status', 'too-many-entries', { most: String(MOST_ENTRIES_OF_BADGE) }));
	const informative = checks.find(({ reason }) => reason === 'informative');
	const others = checks.filter(({ reason }) => reason !== 'informative');
	const worst =
		others.find(isRevocation) ??
		WORST_FIRST.map((outcome) => others.find((one) => one.outcome === outcome)).find(Boolean);
	if (!worst) return informative ?? checkResult('status', 'not-supported');
	// Informative status entries are reported but do not affect the badge.
	return worst.reason === 'not-revoked' && informative
		? checkResult('status', 'not-revoked-informative', { ...worst.params, ...informative.params })
		: worst;
}
