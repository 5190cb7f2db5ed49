import type { Locale } from './language.ts';

const languages = new Map<Locale, Intl.DisplayNames>();

/**
 * The name of a language in this language, from the two or three letters of its tag (`en`: « anglais »);
 * undefined if it has none.
 */
export function languageName(locale: Locale, letters: string): string | undefined {
	let names = languages.get(locale);
	if (!names) {
		names = new Intl.DisplayNames(`${locale}-CA`, { type: 'language', fallback: 'none' });
		languages.set(locale, names);
	}
	return names.of(letters);
}
