import { m } from '#messages';
import type { CatalogueEntry, EntryLanguage } from '#training';
import { durationText } from './training-text.ts';

/** The language of a training of the catalogue, in the page's language. */
export const languageTexts: Record<EntryLanguage, () => string> = {
	fr: m.catalogue_language_fr,
	en: m.catalogue_language_en,
	both: m.catalogue_language_both,
};

/** What one reads of a training of the catalogue in one line: provider, duration, language and cost. */
export const entryFacts = ({
	provider,
	minutes,
	language,
	cost,
}: Pick<CatalogueEntry, 'provider' | 'minutes' | 'language' | 'cost'>): string =>
	[provider, durationText(minutes), languageTexts[language](), cost].filter((one) => one !== '').join(' · ');
