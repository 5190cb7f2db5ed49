import type { CertaintyWord, Dimension, Element, Framework, SourcedText } from '#framework';

/** How certain it is where a text comes from, in each language. */
export interface Certainty {
	readonly fr: CertaintyWord;
	readonly en: CertaintyWord;
}

/** A text of the framework as a file of words names it: its place there, both languages, and where it comes from. */
export interface WordedText {
	/**
	 * Its place: `title`, `definition`, `summary`, `levels/{level}/label|sense`, `{dimension}/title|short|summary`,
	 * `{dimension}/{element}`, `{dimension}/{element}/example`.
	 */
	readonly slug: string;
	readonly fr: string;
	readonly en: string;
	readonly certainty: Certainty;
}

/** A change of the framework's words that an operator imported: another text, a new element, or one removed. */
export interface WordingChange extends WordedText {
	readonly kind: 'text' | 'new' | 'removed';
}

/** The texts of a dimension other than its elements; no element may have such a slug. */
export const DIMENSION_TEXTS = ['title', 'short', 'summary'] as const;

/** Most elements of a dimension, and fewest. */
export const ELEMENTS = { least: 1, most: 12 } as const;

const worded = (slug: string, { fr, en, provenance }: SourcedText): WordedText => ({
	...{ slug, fr, en },
	certainty: { fr: provenance.fr.word, en: provenance.en.word },
});

/** Every text of a version of the framework, in the order of a file of words. */
export function wordedTexts({ title, definition, summary, levels, dimensions }: Framework): WordedText[] {
	return [
		...[worded('title', title), worded('definition', definition), worded('summary', summary)],
		...levels.flatMap(({ id, label, sense }) => [
			...[worded(`levels/${id}/label`, label), worded(`levels/${id}/sense`, sense)],
		]),
		...dimensions.flatMap((one) => [
			...DIMENSION_TEXTS.map((field) => worded(`${one.slug}/${field}`, one[field])),
			...one.elements.flatMap(({ slug, label, description }) => [
				worded(`${one.slug}/${slug}`, label),
				worded(`${one.slug}/${slug}/example`, description),
			]),
		]),
	];
}

const sourced = ({ fr, en, certainty }: WordedText): SourcedText => ({
	...{ fr, en },
	provenance: { fr: { word: certainty.fr, sources: [] }, en: { word: certainty.en, sources: [] } },
});

const isOfficial = ({ provenance }: SourcedText): boolean =>
	provenance.fr.word === 'officiel' && provenance.en.word === 'officiel';

/**
 * A version of the framework with the words that were imported, in the place of those it is published with
 * (`seed`); `changedOn` is the civil date of the last import. It is provisional no more once every title and every
 * element has its official words; a dimension whose elements all do has no gap any more.
 */
export function withImportedWords(
	seed: Framework,
	changes: readonly WordingChange[],
	changedOn: string,
): Framework {
	if (changes.length === 0) return seed;
	const bySlug = new Map(changes.map((one) => [one.slug, one]));
	const textAt = (slug: string, before: SourcedText): SourcedText => {
		const change = bySlug.get(slug);
		return change ? sourced(change) : before;
	};
	const elementsOf = (dimension: Dimension): Element[] => {
		const kept = dimension.elements.filter(
			({ slug }) => bySlug.get(`${dimension.slug}/${slug}`)?.kind !== 'removed',
		);
		const added = changes.filter(({ kind, slug }) => kind === 'new' && slug.startsWith(`${dimension.slug}/`));
		return [
			...kept.map(({ slug, label, description }) => ({
				slug,
				label: textAt(`${dimension.slug}/${slug}`, label),
				description: textAt(`${dimension.slug}/${slug}/example`, description),
			})),
			...added.map((one) => ({
				slug: one.slug.slice(dimension.slug.length + 1),
				label: sourced(one),
				// Until it has an example of its own.
				description: textAt(`${one.slug}/example`, sourced(one)),
			})),
		];
	};
	const dimensions = seed.dimensions.map(({ gap, ...dimension }) => {
		const elements = elementsOf({ ...dimension });
		const settled = elements.every(({ label }) => isOfficial(label));
		return {
			...dimension,
			title: textAt(`${dimension.slug}/title`, dimension.title),
			short: textAt(`${dimension.slug}/short`, dimension.short),
			summary: textAt(`${dimension.slug}/summary`, dimension.summary),
			...(gap !== undefined && !settled && { gap }),
			elements,
		};
	});
	return {
		...seed,
		changedOn,
		title: textAt('title', seed.title),
		definition: textAt('definition', seed.definition),
		summary: textAt('summary', seed.summary),
		levels: seed.levels.map(({ id, label, sense }) => ({
			...{ id, label: textAt(`levels/${id}/label`, label), sense: textAt(`levels/${id}/sense`, sense) },
		})),
		dimensions,
		provisional:
			seed.provisional &&
			!dimensions.every(
				({ title, elements }) => isOfficial(title) && elements.every(({ label }) => isOfficial(label)),
			),
	};
}
