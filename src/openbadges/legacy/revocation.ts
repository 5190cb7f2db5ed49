import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { LARGEST_JSON, inMegabytes } from '../limits.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { idOf } from './assertion.ts';
import { ownWord } from './documents.ts';
import type { Served } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';

/** The reason for which a list withdraws a badge, empty when it gives none; undefined when it does not withdraw it. */
function withdrawnBy(list: JsonObject, assertion: JsonObject): string | undefined {
	const names = [assertion['id'], assertion['uid']].filter((one) => typeof one === 'string');
	// One entry may stand without its brackets: « one or many » (OB 2.0, RevocationList; JSON-LD, compaction).
	for (const entry of asList(list['revokedAssertions'])) {
		const about: readonly (Json | undefined)[] = isObject(entry) ? [entry['id'], entry['uid']] : [entry];
		if (names.some((name) => about.includes(name))) {
			return isObject(entry) ? (asText(entry['revocationReason']) ?? '') : '';
		}
	}
	if ('revokedAssertions' in list) return undefined;
	// Open Badges 1.0: the list itself is `{ uid: reason }`.
	const name = names.find((one) => one !== 'id' && Object.hasOwn(list, one));
	return name === undefined ? undefined : (asText(list[name]) ?? '');
}

/** Whether an entry of a list can name a badge. */
const namesOne = (entry: Json) => isObject(entry) || typeof entry === 'string';

/** Whether the issuer withdrew a signed badge, by the list that its profile names (OB 2.0, RevocationList). */
export async function checkRevocation(
	assertion: JsonObject,
	issuer: LegacyIssuer | undefined,
	ask: (id: string) => Promise<Served>,
): Promise<Check<'status'>> {
	const inside = assertion['revoked'] === true;
	if (inside) return check('status', 'revoked');
	// Without the profile nobody knows whether there is a list.
	if (!issuer?.profile) {
		// No issuer was found at all: its list could not be either.
		const why = !issuer || issuer.check.reason === 'unreachable' ? 'list-unreachable' : 'no-status';
		return check('status', why);
	}
	const url = idOf(issuer.profile['revocationList']);
	if (url === undefined) return check('status', 'no-status');
	const params = { address: url };
	const served = ownWord(await ask(url));
	if (served.kind === 'unknown' && served.why === 'too-large')
		return check('status', 'list-past-limit', { most: inMegabytes(LARGEST_JSON) });
	if (served.kind === 'unknown') return check('status', 'list-unreachable', params);
	if (served.kind === 'absent' || served.kind === 'gone') return check('status', 'list-absent', params);
	if (served.kind === 'text') return check('status', 'list-damaged', params);
	const list = served.document;
	if (!asList(list['revokedAssertions']).every(namesOne)) return check('status', 'list-damaged', params);
	const reason = withdrawnBy(list, assertion);
	if (reason !== undefined) return check('status', 'revoked', reason === '' ? params : { ...params, reason });
	const owner = idOf(list['issuer']);
	if (owner !== undefined && owner !== issuer.id) return check('status', 'list-issuer', params);
	if ('id' in list && list['id'] !== url) return check('status', 'list-address', params);
	return check('status', 'not-listed', params);
}
