import { AUDIENCES, type Audience, searchable } from '#identity';
import { characterCount } from '#platform';
import { dimensionsProblem, durationProblem } from '../rules.ts';

/** The languages in which a training of the catalogue is given. */
export const ENTRY_LANGUAGES = ['fr', 'en', 'both'] as const;

/** The language of a training of the catalogue: French, English, or both. */
export type EntryLanguage = (typeof ENTRY_LANGUAGES)[number];

/** The limits on a training of the catalogue, in characters. */
export const ENTRY_LIMITS = { title: 200, provider: 120, cost: 60 } as const;

/** A training that an institution offers in its catalogue, as an editor describes it. */
export interface EntryContent {
	readonly title: string;
	/** Who gives it. */
	readonly provider: string;
	/** Its https address, or null where it has none. */
	readonly address: string | null;
	readonly minutes: number;
	readonly language: EntryLanguage;
	readonly audiences: readonly Audience[];
	/** Slugs of the dimensions that it works on. */
	readonly dimensions: readonly string[];
	/** What it costs, in words; empty where that is not said. */
	readonly cost: string;
}

/** A training of an institution's catalogue, as stored; each change adds one to its revision. */
export interface CatalogueEntry extends EntryContent {
	readonly id: string;
	readonly institution: string;
	readonly revision: number;
	readonly createdAt: Date;
	readonly updatedAt: Date;
	/** When it was retired: it is then offered to nobody; null while it is offered. */
	readonly retiredAt: Date | null;
}

/**
 * Checks a training of the catalogue, except its address, and returns the code and the form field of the first
 * thing wrong with it, or undefined.
 */
export function entryProblem(
	entry: Omit<EntryContent, 'address'>,
	knownDimensions: readonly string[],
): { readonly code: string; readonly field: string } | undefined {
	const { title, provider, cost, minutes, language, audiences, dimensions } = entry;
	const sound = audiences.every((one) => AUDIENCES.includes(one));
	const faults: Record<string, string | false | undefined> = {
		title:
			(title === '' && 'training.title-missing') ||
			(characterCount(title) > ENTRY_LIMITS.title && 'training.title-too-long'),
		provider: characterCount(provider) > ENTRY_LIMITS.provider && 'training.entry-provider-long',
		duration: durationProblem(minutes),
		language: !ENTRY_LANGUAGES.includes(language) && 'training.entry-language',
		audiences: (audiences.length === 0 || !sound) && 'training.entry-audience',
		dimensions: dimensionsProblem(dimensions, knownDimensions),
		cost: characterCount(cost) > ENTRY_LIMITS.cost && 'training.entry-cost-long',
	};
	for (const [field, code] of Object.entries(faults)) if (code) return { code, field };
	return undefined;
}

/** What a search looks in: title and provider, without accents, case nor punctuation. */
export const searchedText = ({ title, provider }: Pick<EntryContent, 'title' | 'provider'>): string =>
	`${searchable(title)} ${searchable(provider)}`;

/** The words that a search looks for, each without accents, case nor punctuation. */
export const searchedWords = (typed: string): readonly string[] =>
	typed
		.split(/\s+/u)
		.map(searchable)
		.filter((word) => word !== '');

/** What makes two trainings of a catalogue the same: their address, or else their title and provider. */
export const entryKey = ({
	address,
	...entry
}: Pick<EntryContent, 'address' | 'title' | 'provider'>): string => address ?? searchedText(entry);
