/** The dates of an agreement by which an institution lets a RÉCIT service accompany its people. */
export interface AgreementDates {
	/** When it ends by itself; null when it lasts until somebody ends it. */
	readonly until: Date | null;
	/** When somebody ended it; null while nobody did. */
	readonly endedAt: Date | null;
}

/** Returns whether an agreement opens the institution now. */
export const isInForce = ({ until, endedAt }: AgreementDates, now: Date): boolean =>
	endedAt === null && (until === null || until > now);
