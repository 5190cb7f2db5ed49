import type { ReadableProof } from '../data-integrity.ts';
import { asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';

/** How far two clocks may differ, in milliseconds. */
export const CLOCK_SKEW = 5 * 60 * 1000;
const SOON = 30 * 24 * 60 * 60 * 1000;

/** Whether the badge holds at `now`, by the dates it declares. */
export function checkDates(
	credential: JsonObject,
	proof: ReadableProof | undefined,
	now: Date,
): Check<'dates'> {
	const at = now.getTime();
	const from = asText(credential['validFrom']) ?? '';
	if (Date.parse(from) > at) return check('dates', 'not-yet', { date: from });
	const until = asText(credential['validUntil']);
	if (until !== undefined && Date.parse(until) < at) return check('dates', 'expired', { date: until });
	const created = proof?.created;
	if (created !== undefined && Date.parse(created) > at + CLOCK_SKEW) {
		return check('dates', 'signed-later', { date: created });
	}
	const expires = asText(proof?.proof['expires']);
	if (expires !== undefined && !(Date.parse(expires) >= at))
		return check('dates', 'proof-expired', { date: expires });
	if (until !== undefined && Date.parse(until) < at + SOON)
		return check('dates', 'expires-soon', { date: until });
	return check('dates', 'in-force', { from });
}
