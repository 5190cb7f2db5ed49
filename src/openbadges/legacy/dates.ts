import { isPast, isStillToCome } from '../clock.ts';
import { instantOf } from '../instants.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { SOON } from '../verify/dates.ts';
import { issuedOn } from './assertion.ts';

/** Whether the badge is valid at `now`, by its own dates (OB 2.0, Assertion: issuedOn, expires). */
export function checkDates(assertion: JsonObject, now: Date): Check<'dates'> {
	const given = issuedOn(assertion) ?? null;
	const ends = assertion['expires'] ?? null;
	const from = instantOf(given);
	// A badge that expires on a day without a time is valid until the end of that day.
	const until = instantOf(ends, 'last');
	if (until && isPast(until.getTime(), now)) return check('dates', 'expired', { date: until.toISOString() });
	if (from && isStillToCome(from.getTime(), now))
		return check('dates', 'not-yet', { date: from.toISOString() });
	if (ends !== null && !until) return check('dates', 'unreadable', { name: 'expires' });
	if (given !== null && !from) return check('dates', 'unreadable', { name: 'issuedOn' });
	if (until && until.getTime() < now.getTime() + SOON)
		return check('dates', 'expires-soon', { date: until.toISOString() });
	return from ? check('dates', 'in-force', { from: from.toISOString() }) : check('dates', 'undated');
}
