import { asList, asText, isObject } from '../json.ts';
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
	const names = [assertion['id'], assertion['uid']].filter((one) => typeof one === 'string');
	// A list may write http where the badge writes https: that the badge is valid may not hang on it.
	const isNamed = (name: Json | undefined) =>
		typeof name === 'string' && names.some((one) => isSameAddress(one, name));
	// A list of one revoked assertion may be written without brackets (OB 2.0, RevocationList, « one or many
	// »; JSON-LD, compaction).
	for (const entry of asList(list['revokedAssertions'])) {
		const about: readonly (Json | undefined)[] = isObject(entry) ? [entry['id'], entry['uid']] : [entry];
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

/** Whether the issuer revoked a signed badge, by the list that its profile names (OB 2.0, RevocationList). */
export async function checkRevocation(
	assertion: JsonObject,
	issuer: LegacyIssuer | undefined,
	ask: (id: string) => Promise<ServedDocument>,
): Promise<Check<'status'>> {
	const inside = assertion['revoked'] === true;
	if (inside) return checkResult('status', 'revoked');
	// Only the issuer's profile tells whether there is a revocation list.
	if (!issuer?.profile) {
		// If the issuer is unknown or unreachable, it may have a list that could not be looked for.
		const why = !issuer || issuer.check.reason === 'unreachable' ? 'list-unreachable' : 'no-status';
		return checkResult('status', why);
	}
	const url = idOfReference(issuer.profile['revocationList']);
	if (url === undefined) return checkResult('status', 'no-status');
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
	const owner = idOfReference(list['issuer']);
	if (owner !== undefined && !isSameAddress(owner, issuer.id))
		return checkResult('status', 'list-issuer', params);
	const place = idOfReference(list);
	if ('id' in list && !(place !== undefined && isSameAddress(place, url)))
		return checkResult('status', 'list-address', params);
	return checkResult('status', 'not-listed', params);
}
