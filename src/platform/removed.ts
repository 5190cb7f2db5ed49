/** For how many hours what a person removes can be put back. */
export const UNDO_REMOVAL_HOURS = 24;

const KEPT_MS = UNDO_REMOVAL_HOURS * 3_600_000;

/** When something removed at this time is erased for good. */
export const erasedAt = (removedAt: Date): Date => new Date(removedAt.getTime() + KEPT_MS);

/** What was removed at this time or before is erased by now. */
export const removalCutoff = (now: Date): Date => new Date(now.getTime() - KEPT_MS);
