/** For how many days the people of a cohort that was handed over are asked whether they share anew. */
export const ASKED_DAYS = 60;

/** The time after which a cohort must have been handed over for its people to be asked still. */
export const askedSince = (now: Date): Date => new Date(now.getTime() - ASKED_DAYS * 86_400_000);
