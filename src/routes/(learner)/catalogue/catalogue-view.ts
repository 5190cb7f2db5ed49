import type { Locale } from '#platform';
import { type CatalogueEntry, helpedOfFive, hostOf, type Suggestion } from '#training';
import type { CatalogueFound } from '#training/server';
import { entryFacts } from '#presentation/training/entry-text.ts';
import { helpfulnessText } from '#presentation/training/helped-text.ts';
import { durationText, kindTexts } from '#presentation/training/training-text.ts';
import { dimensionChoices } from '#presentation/training/dimension-choices.server.ts';

/** An activity as the page of the catalogue lists it; `facts` in one line: provider, duration, language, cost. */
export interface CatalogueLine {
	readonly id: string;
	readonly title: string;
	readonly about: string | null;
	readonly address: string | null;
	readonly host: string | null;
	readonly facts: string;
	readonly dimensions: readonly { readonly slug: string; readonly number: number; readonly short: string }[];
	/** Why it stands where it does: for how many people it was helpful; null when too few said so. */
	readonly helped: string | null;
}

/**
 * What somebody found in the catalogue, as its page lists it, in their language: in each list, what helped more
 * people comes first, and what is not known stands in the middle.
 */
export function catalogueView({ entries, common, exercises, help, count }: CatalogueFound, locale: Locale) {
	const named = dimensionChoices(locale);
	const rank = (id: string) => helpedOfFive(help.get(id)) ?? 2.5;
	const line = (
		{ id, dimensions }: Pick<CatalogueEntry, 'id' | 'dimensions'>,
		rest: Pick<CatalogueLine, 'title' | 'about' | 'address' | 'facts'>,
	): CatalogueLine => ({
		...{ id, ...rest, host: rest.address && hostOf(rest.address) },
		dimensions: named.filter(({ slug }) => dimensions.includes(slug)),
		helped: helpfulnessText(help.get(id)),
	});
	const own = entries.map((one) =>
		line(one, { title: one.title, about: null, address: one.address, facts: entryFacts(one) }),
	);
	const shared = (one: Suggestion) =>
		line(one, {
			...{ title: one.title[locale], about: one.about[locale], address: one.address?.[locale] ?? null },
			facts: `${kindTexts[one.kind]()} · ${durationText(one.minutes)}`,
		});
	const ordered = (lines: readonly CatalogueLine[]) =>
		lines.toSorted((one, other) => rank(other.id) - rank(one.id));
	return {
		trainings: ordered([...own, ...common.map(shared)]),
		exercises: ordered(exercises.map(shared)),
		/** How many trainings of institutions were found and are not listed. */
		more: count - entries.length,
	};
}
