import { isPast, isStillToCome } from '../clock.ts';
import { instantOf } from '../instants.ts';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { EXPIRES_SOON_MS } from '../verify/dates.ts';
import { expires, issuedOn } from './assertion.ts';

/** Whether the badge is valid at `now`, by its own dates (OB 2.0, Assertion: issuedOn, expires). */
export function checkLegacyDates(assertion: JsonObject, now: Date): Check<'dates'> {
	const given = issuedOn(assertion) ?? null;
	const ends = expires(assertion) ?? null;
	const from = instantOf(given);
	// A badge that expires on a day without a time is valid until the end of that day.
	const until = instantOf(ends, 'last');
	if (until && isPast(until.getTime(), now))
		return checkResult('dates', 'expired', { date: until.toISOString() });
	if (from && isStillToCome(from.getTime(), now))
		return checkResult('dates', 'not-yet', { date: from.toISOString() });
	if (ends !== null && !until) return checkResult('dates', 'unreadable', { name: 'expires' });
	if (given !== null && !from) return checkResult('dates', 'unreadable', { name: 'issuedOn' });
	if (until && until.getTime() < now.getTime() + EXPIRES_SOON_MS)
		return checkResult('dates', 'expires-soon', { date: until.toISOString() });
	return from
		? checkResult('dates', 'in-force', { from: from.toISOString() })
		: checkResult('dates', 'undated');
}
