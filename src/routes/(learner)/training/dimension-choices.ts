import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import type { Locale } from '#platform';

/**
 * The dimensions of the current framework as options of a form, by number and short name: those with the
 * slugs in `first`, then the others in the framework's order.
 */
export function dimensionChoices(locale: Locale, first: readonly string[] = []) {
	const all = framework(CURRENT_VERSION).dimensions.map(({ slug, number, short }) => ({
		slug,
		number,
		short: short[locale],
	}));
	const named = new Set(first);
	const ahead = [...named].flatMap((slug) => all.find((one) => one.slug === slug) ?? []);
	return [...ahead, ...all.filter(({ slug }) => !named.has(slug))];
}
