/** A text in the two languages a person may read, French first. */
export interface Text {
	readonly fr: string;
	readonly en: string;
}

/** Where the words of a framework text come from, the surest first; shown in French in the data, as institutions edit it. */
export const PROVENANCE_WORDS = ['officiel', 'secondaire', 'proposé', 'à vérifier'] as const;

/** One of the four provenance words. */
export type ProvenanceWord = (typeof PROVENANCE_WORDS)[number];

/** Where one text in one language comes from: the word, the ids of the sources read, and a remark if one is needed. */
export interface Provenance {
	readonly word: ProvenanceWord;
	readonly sources: readonly string[];
	readonly note?: Text;
}

/** A text of the framework that says, for each language, where it comes from. */
export interface SourcedText extends Text {
	readonly provenance: { readonly fr: Provenance; readonly en: Provenance };
}

/** A page or document that was read to fill the framework. */
export interface Source {
	readonly id: string;
	readonly title: Text;
	readonly address: string;
}
