import { dateFormat } from './date-format.ts';
import type { Locale } from './language.ts';

/**
 * Default time zone: of an institution that names none, and of dates shown to visitors who are not signed in.
 */
export const USUAL_TIME_ZONE = 'America/Toronto';

/** Returns the civil date (`2026-11-22`) of an instant in a time zone. */
export const civilDate = (instant: Date, timeZone: string): string =>
	dateFormat('en', timeZone, 'civil').format(instant);

/**
 * The time at which a civil date has ended in every time zone of Québec: 29 hours after it begins in UTC.
 */
export const endOfCivilDate = (date: string): Date =>
	new Date(Date.parse(`${date}T00:00:00Z`) + 29 * 3_600_000);

/** Writes the date of an instant, in a time zone, in words (`28 novembre 2026`, with a no-break space). */
export const dayInWords = (instant: Date, locale: Locale, timeZone: string): string =>
	dateFormat(locale, timeZone).format(instant);

/** Writes a civil date (`2026-11-22`, in no time zone) in words (`22 novembre 2026`). */
export const civilInWords = (date: string, locale: Locale): string =>
	dayInWords(new Date(date), locale, 'UTC');
