import { asList, asText, hasType, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { Examined } from './examine.ts';
import { statusListFrom } from './known-list.ts';
import type { StatusAnswer, VerifyOptions } from './options.ts';
import { checkSignedList } from './status-list-check.ts';

/** A badge is revocable, sometimes suspendable too. */
const MOST_ENTRIES = 4;

async function fetchList(url: string, options: VerifyOptions): Promise<StatusAnswer> {
	try {
		return await options.statusSource(url);
	} catch {
		return { kind: 'unknown', why: 'unreachable' };
	}
}

/** Whether the badge stands in a list of revoked badges (1EdTech, VC Revocation List): unsigned, believed at its address. */
function inRevocationList(badge: JsonObject, list: JsonObject, url: string): Check<'status'> {
	const revoked = asList(list['revokedCredential'] ?? list['revokedCredentials']);
	const stated = 'revokedCredential' in list || 'revokedCredentials' in list;
	if (!stated || !revoked.every((one) => isObject(one) || typeof one === 'string'))
		return check('status', 'list-damaged', { address: url });
	const names = (one: Json) =>
		isObject(one) ? one['id'] === badge['id'] && one['revoked'] !== false : one === badge['id'];
	if (revoked.some(names)) return check('status', 'revoked', { address: url });
	const place = asText(list['id']) ?? url;
	return place === url
		? check('status', 'not-listed')
		: check('status', 'foreign-place', { place, date: '' });
}

async function checkEntry(
	entry: JsonObject,
	credential: JsonObject,
	badge: Examined,
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const byName = hasType(entry, '1EdTechRevocationList');
	if (!byName && !hasType(entry, 'BitstringStatusListEntry', 'StatusList2021Entry')) {
		return check('status', 'not-supported');
	}
	// More than one bit per entry is not ours to read.
	if ('statusSize' in entry && entry['statusSize'] !== 1) return check('status', 'not-supported');
	const url = asText(entry[byName ? 'id' : 'statusListCredential']) ?? '';
	const answer = await fetchList(url, options);
	if (answer.kind === 'absent') return check('status', 'list-absent', { address: url });
	if (answer.kind === 'unknown') {
		return check('status', answer.why === 'unreachable' ? 'list-unreachable' : 'not-supported', {
			address: url,
		});
	}
	const list = statusListFrom(answer.credential, options.contexts === undefined);
	if (!list) return check('status', 'list-damaged', { address: url });
	if (byName) return inRevocationList(credential, list.secured.credential, url);
	return checkSignedList(entry, list, { url, badge }, options);
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** Whether the issuer took the badge back, by the lists that the badge names. */
export async function checkStatus(
	credential: JsonObject,
	badge: Examined,
	options: VerifyOptions,
): Promise<Check<'status'>> {
	const entries = asList(credential['credentialStatus']).filter(isObject);
	if (entries.length === 0) return check('status', 'no-status');
	const checks: Check<'status'>[] = [];
	for (const entry of entries.slice(0, MOST_ENTRIES))
		checks.push(await checkEntry(entry, credential, badge, options));
	// One that was not looked at may be the one that revokes.
	if (entries.length > MOST_ENTRIES) checks.push(check('status', 'not-supported'));
	const worst = WORST_FIRST.map((outcome) => checks.find((one) => one.outcome === outcome)).find(Boolean);
	return worst ?? check('status', 'not-supported');
}
