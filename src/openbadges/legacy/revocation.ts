import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { LARGEST_JSON, inMegabytes } from '../limits.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { idOfReference } from './assertion.ts';
import { isSameAddress } from './compare.ts';
import { treatMovedAsUnreachable } from './documents.ts';
import type { ServedDocument } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';

/**
 * The reason for which a revocation list revokes a badge, empty if the list gives none; undefined if the list
 * does not revoke the badge.
 */
function withdrawnBy(list: JsonObject, assertion: JsonObject): string | undefined {
	const names = [...asList(assertion['id']), ...asList(assertion['uid'])].filter(
		(one) => typeof one === 'string',
	);
	// A list may write http where the badge writes https: the validity of the badge must not depend on this.
	const isNamed = (name: Json | undefined) =>
		typeof name === 'string' && names.some((one) => isSameAddress(one, name));
	// A list of one revoked assertion may be written without brackets (OB 2.0, RevocationList, « one or many
	// »; JSON-LD, compaction).
	for (const entry of asList(list['revokedAssertions'])) {
		const about = isObject(entry) ? [...asList(entry['id']), ...asList(entry['uid'])] : [entry];
		if (about.some(isNamed)) {
			return isObject(entry) ? (asText(entry['revocationReason']) ?? '') : '';
		}
	}
	if ('revokedAssertions' in list) return undefined;
	// In Open Badges 1.0, the revocation list itself is an object `{ uid: reason }`.
	const name = Object.keys(list).find((one) => one !== 'id' && isNamed(one));
	return name === undefined ? undefined : (asText(list[name]) ?? '');
}

/** Whether an entry of a revocation list has a form that can identify a badge. */
const namesOne = (entry: Json) => isObject(entry) || typeof entry === 'string';

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

/** Whether one revocation list of an issuer, at the address `url`, revokes a badge. */
async function checkList(
	assertion: JsonObject,
	url: string,
	issuer: LegacyIssuer,
	ask: (id: string) => Promise<ServedDocument>,
): Promise<Check<'status'>> {
	const params = { address: url };
	const served = treatMovedAsUnreachable(await ask(url));
	if (served.kind === 'unknown' && served.why === 'too-large')
		return checkResult('status', 'list-past-limit', { most: inMegabytes(LARGEST_JSON) });
	if (served.kind === 'unknown') return checkResult('status', 'list-unreachable', params);
	if (served.kind === 'absent' || served.kind === 'gone') return checkResult('status', 'list-absent', params);
	if (served.kind === 'text') return checkResult('status', 'list-damaged', params);
	const list = served.document;
	if (!asList(list['revokedAssertions']).every(namesOne))
		return checkResult('status', 'list-damaged', params);
	const reason = withdrawnBy(list, assertion);
	if (reason !== undefined)
		return checkResult('status', 'revoked', reason === '' ? params : { ...params, reason });
	const owner = idOfReference(withoutBrackets(list['issuer']));
	if (owner !== undefined && !isSameAddress(owner, issuer.id))
		return checkResult('status', 'list-issuer', params);
	const place = asText(withoutBrackets(list['id']));
	if ('id' in list && !(place !== undefined && isSameAddress(place, url)))
		return checkResult('status', 'list-address', params);
	return checkResult('status', 'not-listed', params);
}

/**
 * Whether the issuer revoked a signed badge, by the list that its profile names (OB 2.0, RevocationList); of
 * several lists, the worst result counts.
 */
export async function checkRevocation(
	assertion: JsonObject,
	issuer: LegacyIssuer | undefined,
	ask: (id: string) => Promise<ServedDocument>,
): Promise<Check<'status'>> {
	const inside = withoutBrackets(assertion['revoked']) === true;
	if (inside) return checkResult('status', 'revoked');
	// Only the issuer's profile tells whether there is a revocation list.
	if (!issuer?.profile) {
		// If the issuer is unknown or unreachable, it may have a list that could not be looked for.
		const why = !issuer || issuer.check.reason === 'unreachable' ? 'list-unreachable' : 'no-status';
		return checkResult('status', why);
	}
	const checks: Check<'status'>[] = [];
	for (const list of asList(issuer.profile['revocationList'])) {
		const url = idOfReference(list);
		if (url !== undefined) checks.push(await checkList(assertion, url, issuer, ask));
	}
	const worst = WORST_FIRST.map((outcome) => checks.find((one) => one.outcome === outcome)).find(Boolean);
	return checks.find(({ reason }) => reason === 'revoked') ?? worst ?? checkResult('status', 'no-status');
}
