import { STATUS_LIST_LENGTH } from '#openbadges';

/** How long a signed list may be relied on, in hours, and for how long after its signing it is given out as it is. */
const HOURS_VALID = 24;
const HOURS_FRESH = 12;
const HOUR = 3_600_000;
/** Those who fetch a list keep it five minutes: it is given out no later than that before it lapses. */
const KEPT_BY_READERS = 300_000;

/** When a list that was signed at an instant may be relied on no more. */
export const lapsesAt = (signedAt: number): Date => new Date(signedAt + HOURS_VALID * HOUR);

/**
 * Whether a list that was signed is still given out: what it says has not changed, and half its day has not passed; the
 * whole of it, where the sealing key is away and no other can be signed. A clock set back proves nothing of its age.
 */
export function isFresh(
	kept: { readonly revision: number; readonly signedAt: number } | undefined,
	{ revision, now, canSign }: { readonly revision: number; readonly now: number; readonly canSign: boolean },
): boolean {
	if (kept?.revision !== revision) return false;
	const age = now - kept.signedAt;
	return age >= 0 && age < (canSign ? HOURS_FRESH * HOUR : HOURS_VALID * HOUR - KEPT_BY_READERS);
}

/** The list that new badges are entered in: the next one opens when the last is half full, so that entries stay random. */
export const listAfter = (last: number, entries: number): number =>
	entries < STATUS_LIST_LENGTH / 2 ? last : last + 1;
