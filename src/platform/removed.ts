/** Number of hours during which a person can put back what they removed. */
export const UNDO_REMOVAL_HOURS = 24;

const KEPT_MS = UNDO_REMOVAL_HOURS * 3_600_000;

/** Returns when an item removed at this time is erased for good. */
export const erasureDue = (removedAt: Date): Date => new Date(removedAt.getTime() + KEPT_MS);

/** Returns the latest removal time of the items that are erased for good by now. */
export const removalCutoff = (now: Date): Date => new Date(now.getTime() - KEPT_MS);
