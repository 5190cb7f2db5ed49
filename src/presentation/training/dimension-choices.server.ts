import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import type { Locale } from '#platform';

/**
 * Why a dimension comes where it does among the choices: it is chosen already, it was worked on recently, or
 * neither.
 */
export type ChoiceGroup = 'chosen' | 'recent' | 'other';

/**
 * The dimensions of the current framework as options of a form, by number and short name: those with the
 * slugs in `chosen`, then in `recent`, then the others in the framework's order, each with its group. Without
 * any of the first two there are no groups.
 */
export function dimensionChoices(
	locale: Locale,
	{ chosen = [], recent = [] }: { chosen?: readonly string[]; recent?: readonly string[] } = {},
) {
	const all = framework(CURRENT_VERSION).dimensions.map(({ slug, number, short }) => ({
		slug,
		number,
		short: short[locale],
	}));
	const named = new Set([...chosen, ...recent]);
	const ahead = [...named].flatMap((slug) => all.find((one) => one.slug === slug) ?? []);
	const others = all.filter(({ slug }) => !named.has(slug));
	const groupOf = (slug: string): ChoiceGroup | undefined => {
		if (ahead.length === 0) return undefined;
		if (chosen.includes(slug)) return 'chosen';
		return named.has(slug) ? 'recent' : 'other';
	};
	return [...ahead, ...others].map((one) => ({ ...one, group: groupOf(one.slug) }));
}
