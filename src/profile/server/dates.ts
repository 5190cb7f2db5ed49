import { civilDate } from '#platform';

/** A day on which a person answered statements, with the time of the day's last answer. */
export interface AnsweredDay {
	/** The day as a calendar date in the institution's time zone, `2026-11-22`. */
	readonly day: string;
	/** The time of the day's last answer; the profile of that day is the one at this time. */
	readonly until: Date;
}

/**
 * The days on which a person answered statements, latest first, from the times of their answers, oldest
 * first. Days are those of the institution's time zone. Any day but the latest can be compared with today.
 */
export function answeredDays(instants: readonly Date[], timeZone: string): readonly AnsweredDay[] {
	const last = new Map<string, Date>();
	for (const instant of instants) last.set(civilDate(instant, timeZone), instant);
	return [...last].map(([day, until]) => ({ day, until })).toReversed();
}
