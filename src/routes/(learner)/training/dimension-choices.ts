import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import type { Locale } from '#platform';

/** The dimensions to tick, by their short names, in the order of the framework. */
export const dimensionChoices = (locale: Locale) =>
	framework(CURRENT_VERSION).dimensions.map(({ slug, number, short }) => ({
		slug,
		number,
		short: short[locale],
	}));
