/** The day of an instant, as it is read in a language and a time zone. */
export const dayText = (instant: Date, locale: 'fr' | 'en', timeZone: string): string =>
	new Intl.DateTimeFormat(`${locale}-CA`, { dateStyle: 'long', timeZone }).format(instant);
