import { dayInWords } from '#platform';

/** The day of an instant in words, in a language and a time zone. */
export const dayText = (instant: Date, locale: 'fr' | 'en', timeZone: string): string =>
	dayInWords(instant, locale, timeZone);
