import { STATUS_LIST_LENGTH } from '#openbadges';

/** A signed status list expires this many hours after its signing. */
const HOURS_VALID = 24;
/** It is served unchanged for this many hours. */
const HOURS_FRESH = 12;
const HOUR_MS = 3_600_000;
/** How long others may keep a status list (seconds): it is last served that long before it expires. */
export const STATUS_LIST_MAX_AGE = 300;

/** When a status list that was signed at this instant (ms) expires. */
export const expiresAt = (signedAt: number): Date => new Date(signedAt + HOURS_VALID * HOUR_MS);

/**
 * Returns whether a signed status list may still be served: nothing in it has changed, and it was signed less
 * than 12 hours ago, or nearly 24 while the sealing key is missing and no other can be signed. If the clock
 * was set back, its age is unknown: false.
 */
export function isFresh(
	cached: { readonly revision: number; readonly signedAt: number } | undefined,
	{ revision, now, canSign }: { readonly revision: number; readonly now: number; readonly canSign: boolean },
): boolean {
	if (cached?.revision !== revision) return false;
	const age = now - cached.signedAt;
	return (
		age >= 0 && age < (canSign ? HOURS_FRESH * HOUR_MS : HOURS_VALID * HOUR_MS - STATUS_LIST_MAX_AGE * 1000)
	);
}

/**
 * Returns the number of the status list for new badges, given the last one and how many of its entries are
 * used. The next list opens when the last is half full, so that free entries can be drawn at random.
 */
export const listNumberForNewBadges = (last: number, entries: number): number =>
	entries < STATUS_LIST_LENGTH / 2 ? last : last + 1;
