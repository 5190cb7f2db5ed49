import type { Text } from '#platform';

/**
 * How certain it is where a text of the framework comes from, most certain first. The words are in French,
 * because institutions edit them in the data files.
 */
export const CERTAINTY_WORDS = ['officiel', 'secondaire', 'proposé', 'à vérifier'] as const;

/** A word that says how certain it is where a text comes from, from `officiel` to `à vérifier`. */
export type CertaintyWord = (typeof CERTAINTY_WORDS)[number];

/**
 * Where a text in one language comes from: how certain that is (one of `CERTAINTY_WORDS`), the ids of the
 * sources read, and a remark if needed.
 */
export interface Provenance {
	readonly word: CertaintyWord;
	readonly sources: readonly string[];
	readonly note?: Text;
}

/** A text of the framework in both languages, with its provenance in each. */
export interface SourcedText extends Text {
	readonly provenance: { readonly fr: Provenance; readonly en: Provenance };
}

/** A page or document from which texts of the framework were taken; provenances name it by its id. */
export interface Source {
	readonly id: string;
	readonly title: Text;
	readonly address: string;
}
