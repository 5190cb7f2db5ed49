import { civilDate } from '#platform';

/** A day on which a person answered, and its last answer. */
export interface AnsweredDay {
	/** A civil date in the institution's zone, `2026-11-22`. */
	readonly day: string;
	/** The instant of the day's last answer: what was said that day. */
	readonly until: Date;
}

/**
 * The days of the instants at which a person answered (the oldest first), the latest day first: any of them but the latest
 * can be laid over today. Days end where the institution is.
 */
export function answeredDays(instants: readonly Date[], timeZone: string): readonly AnsweredDay[] {
	const last = new Map<string, Date>();
	for (const instant of instants) last.set(civilDate(instant, timeZone), instant);
	return [...last].map(([day, until]) => ({ day, until })).toReversed();
}
