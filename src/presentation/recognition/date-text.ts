import { dateFormat } from '#platform';

/** The day of an instant, as it is read in a language and a time zone. */
export const dayText = (instant: Date, locale: 'fr' | 'en', timeZone: string): string =>
	dateFormat(locale, timeZone).format(instant);
