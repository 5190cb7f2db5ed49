import { LANGUAGES } from '#identity';
import { m } from '#messages';

/** Names a language in which Macaron writes. */
export const languageText = (language: string): string =>
	language === 'en' ? m.badge_language_en() : m.badge_language_fr();

/** The choice between the languages in which Macaron writes, French first. */
export const languageOptions = (): { readonly value: string; readonly label: string }[] =>
	LANGUAGES.map((language) => ({ value: language, label: languageText(language) }));
