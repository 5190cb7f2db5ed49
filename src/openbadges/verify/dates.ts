import { CREDENTIALS_V2 } from '../contexts.ts';
import { asList, asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { Sealed } from './sealed.ts';

/** How far two clocks may differ, in milliseconds. */
export const CLOCK_SKEW = 5 * 60 * 1000;
const SOON = 30 * 24 * 60 * 60 * 1000;

/** The two dates of a credential: `validFrom` and `validUntil` (VC data model 2.0), or those of 1.1. */
export function periodOf(credential: JsonObject): {
	readonly from: string | undefined;
	readonly until: string | undefined;
} {
	if (asList(credential['@context'])[0] === CREDENTIALS_V2) {
		return { from: asText(credential['validFrom']), until: asText(credential['validUntil']) };
	}
	return { from: asText(credential['issuanceDate']), until: asText(credential['expirationDate']) };
}

/** Whether the badge holds at `now`, by the dates it declares. */
export function checkDates(credential: JsonObject, sealed: Sealed | undefined, now: Date): Check<'dates'> {
	const at = now.getTime();
	const { from = '', until } = periodOf(credential);
	if (Date.parse(from) > at) return check('dates', 'not-yet', { date: from });
	if (until !== undefined && Date.parse(until) < at) return check('dates', 'expired', { date: until });
	const created = sealed?.created;
	if (created !== undefined && Date.parse(created) > at + CLOCK_SKEW) {
		return check('dates', 'signed-later', { date: created });
	}
	const expires = sealed?.expires;
	if (expires !== undefined && !(Date.parse(expires) >= at))
		return check('dates', 'proof-expired', { date: expires });
	if (until !== undefined && Date.parse(until) < at + SOON)
		return check('dates', 'expires-soon', { date: until });
	return check('dates', 'in-force', { from });
}
