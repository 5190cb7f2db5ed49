import { AUDIENCES } from '#identity';
import type { Locale } from '#platform';
import { ENTRY_LANGUAGES } from '#training';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';
import { languageTexts } from '#presentation/training/entry-text.ts';
import { audienceText } from '../../../role-text.ts';

/**
 * The choices of the form of a training of the catalogue, worded here: its pages are not hydrated, and what
 * their components import would still be shared out among the scripts of other pages.
 */
export const entryChoices = (locale: Locale) => ({
	languages: ENTRY_LANGUAGES.map((value) => ({ value, label: languageTexts[value]() })),
	audiences: AUDIENCES.map((value) => ({ value, label: audienceText(value) })),
	dimensions: dimensionChoices(locale).map(({ slug, number, short }) => ({
		...{ value: slug, label: `${number}. ${short}`, dimension: number },
	})),
});
