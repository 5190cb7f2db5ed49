import { isPast, isStillToCome } from '../clock.ts';
import { CREDENTIALS_V2 } from '../contexts.ts';
import { instantOf } from '../instants.ts';
import { asList } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { isDateTime } from './object-checker.ts';
import type { BadgeSignature } from './badge-signature.ts';

/** How long before its end of validity a badge is reported to expire soon: 30 days, in milliseconds. */
export const EXPIRES_SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** The period of validity that a credential states, as texts that `Date.parse` accepts. */
export interface Period {
	readonly from: string | undefined;
	readonly until: string | undefined;
	/**
	 * The name of the property whose date cannot be parsed: then it is unknown whether the credential is
	 * valid.
	 */
	readonly unreadable: string | undefined;
}

/**
 * The date as written, if it is a DateTimeZ of OB 3.0; else in ISO 8601, if it can be parsed; undefined if it
 * cannot.
 */
function readable(value: Json | undefined, end?: 'last'): string | undefined {
	if (typeof value !== 'string') return undefined;
	return isDateTime(value) ? value : instantOf(value, end)?.toISOString();
}

const NAMES_2 = { from: 'validFrom', until: 'validUntil' } as const;
const NAMES_1 = { from: 'issuanceDate', until: 'expirationDate' } as const;

/**
 * The period of validity of a credential: `validFrom` and `validUntil` (VC data model 2.0), or `issuanceDate`
 * and `expirationDate` (1.1). If a date is missing, that of the other data model is used.
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

/** Whether a signature counts at `now`, by its own dates; five minutes are allowed between clocks. */
export function isInTime({ created, expires }: BadgeSignature, now: Date): boolean {
	if (created !== undefined && isStillToCome(created, now)) return false;
	return expires === undefined || (!Number.isNaN(Date.parse(expires)) && !isPast(expires, now));
}

/**
 * Whether the badge is valid at `now`, by its own dates and those of its signature; five minutes are allowed
 * between clocks.
 */
export function checkDates(
	credential: JsonObject,
	sealed: BadgeSignature | undefined,
	now: Date,
): Check<'dates'> {
	const { from, until, unreadable } = periodOf(credential);
	// The worst known fact takes precedence: a badge that expired did so even if another of its dates cannot
	// be parsed.
	if (until !== undefined && isPast(until, now)) return checkResult('dates', 'expired', { date: until });
	const { created, expires } = sealed ?? {};
	if (expires !== undefined && isPast(expires, now))
		return checkResult('dates', 'proof-expired', { date: expires });
	if (from !== undefined && isStillToCome(from, now)) return checkResult('dates', 'not-yet', { date: from });
	if (created !== undefined && isStillToCome(created, now))
		return checkResult('dates', 'signed-later', { date: created });
	if (unreadable !== undefined) return checkResult('dates', 'unreadable', { name: unreadable });
	if (expires !== undefined && Number.isNaN(Date.parse(expires)))
		return checkResult('dates', 'unreadable', { name: 'proof.expires' });
	if (until !== undefined && Date.parse(until) < now.getTime() + EXPIRES_SOON_MS)
		return checkResult('dates', 'expires-soon', { date: until });
	return from === undefined ? checkResult('dates', 'undated') : checkResult('dates', 'in-force', { from });
}
