import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { CLOCK_SKEW } from '../verify/dates.ts';
import { instantOf, issuedOn } from './assertion.ts';

const SOON = 30 * 24 * 60 * 60 * 1000;

/** Whether the badge holds at `now`, by the dates it declares (OB 2.0, Assertion: issuedOn, expires). */
export function checkDates(assertion: JsonObject, now: Date): Check<'dates'> {
	const from = instantOf(issuedOn(assertion));
	// A day alone is meant whole.
	const until = instantOf(assertion['expires'], 'last');
	const at = now.getTime();
	if (from && from.getTime() > at + CLOCK_SKEW)
		return check('dates', 'not-yet', { date: from.toISOString() });
	if (!until) return check('dates', 'in-force', from ? { from: from.toISOString() } : {});
	const date = until.toISOString();
	if (until.getTime() < at) return check('dates', 'expired', { date });
	return check('dates', until.getTime() < at + SOON ? 'expires-soon' : 'in-force', { date });
}
