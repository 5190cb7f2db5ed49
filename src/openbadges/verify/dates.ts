import { isPast, isStillToCome } from '../clock.ts';
import { CREDENTIALS_V2 } from '../contexts.ts';
import { instantOf } from '../instants.ts';
import { asList } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { isDateTime } from './place.ts';
import type { Sealed } from './sealed.ts';

/** From how long before its end a badge is said to end soon, in milliseconds. */
export const SOON = 30 * 24 * 60 * 60 * 1000;

/** The dates between which a credential holds, as texts that `Date.parse` reads, and the one that cannot be read. */
export interface Period {
	readonly from: string | undefined;
	readonly until: string | undefined;
	/** The name of a date that is stated and cannot be read: nobody knows then whether the credential holds. */
	readonly unreadable: string | undefined;
}

/** A date as it is written, where it follows the standard; else what it can only mean. */
function readable(value: Json | undefined, end?: 'last'): string | undefined {
	if (typeof value !== 'string') return undefined;
	return isDateTime(value) ? value : instantOf(value, end)?.toISOString();
}

const NAMES_2 = { from: 'validFrom', until: 'validUntil' } as const;
const NAMES_1 = { from: 'issuanceDate', until: 'expirationDate' } as const;

/**
 * The two dates of a credential: `validFrom` and `validUntil` (VC data model 2.0), or those of 1.1; where its own is not
 * stated, that of the other model is read rather than passed over.
 */
export function periodOf(credential: JsonObject): Period {
	const second = asList(credential['@context'])[0] === CREDENTIALS_V2;
	const [own, other] = second ? [NAMES_2, NAMES_1] : [NAMES_1, NAMES_2];
	const stated = (end: 'from' | 'until') => ((credential[own[end]] ?? null) === null ? other[end] : own[end]);
	const [first, last] = [stated('from'), stated('until')];
	const from = readable(credential[first]);
	const until = readable(credential[last], 'last');
	const lost = (name: string, read: string | undefined) =>
		read === undefined && (credential[name] ?? null) !== null;
	const unreadable = lost(last, until) ? last : lost(first, from) ? first : undefined;
	return { from, until, unreadable };
}

/** Whether the badge holds at `now`, by the dates it declares; five minutes are left to clocks that differ. */
export function checkDates(credential: JsonObject, sealed: Sealed | undefined, now: Date): Check<'dates'> {
	const { from, until, unreadable } = periodOf(credential);
	// The worst that is known comes first: a badge that expired did so whatever else cannot be read.
	if (until !== undefined && isPast(until, now)) return check('dates', 'expired', { date: until });
	const { created, expires } = sealed ?? {};
	if (expires !== undefined && isPast(expires, now))
		return check('dates', 'proof-expired', { date: expires });
	if (from !== undefined && isStillToCome(from, now)) return check('dates', 'not-yet', { date: from });
	if (created !== undefined && isStillToCome(created, now))
		return check('dates', 'signed-later', { date: created });
	if (unreadable !== undefined) return check('dates', 'unreadable', { name: unreadable });
	if (expires !== undefined && Number.isNaN(Date.parse(expires)))
		return check('dates', 'unreadable', { name: 'proof.expires' });
	if (until !== undefined && Date.parse(until) < now.getTime() + SOON)
		return check('dates', 'expires-soon', { date: until });
	return from === undefined ? check('dates', 'undated') : check('dates', 'in-force', { from });
}
