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

/** The three levels of the Continuum, the lowest first. */
export const LEVELS = ['beginner', 'intermediate', 'advanced'] as const;

/** A level of the Continuum. */
export type Level = (typeof LEVELS)[number];

/** Where a person may stand on a dimension, the lowest first: nothing known, starting, then the three levels. */
export const STANDINGS = ['not-situated', 'starting', ...LEVELS] as const;

/** One of the five standings. */
export type Standing = (typeof STANDINGS)[number];

/** The rank of a standing, from 0 (not situated) to 4 (advanced). */
export function standingRank(standing: Standing): number {
	return STANDINGS.indexOf(standing);
}

/** True when a word is the id of one of the three levels. */
export function isLevel(word: unknown): word is Level {
	return (LEVELS as readonly unknown[]).includes(word);
}

/** The versions of the framework that are kept, the oldest first. */
export const FRAMEWORK_VERSIONS = ['crcn-2019', 'crcn-2025'] as const;

/** The id of a version of the framework. */
export type FrameworkVersion = (typeof FRAMEWORK_VERSIONS)[number];

/** The version that new self-assessments, trainings and badges are recorded in. */
export const CURRENT_VERSION: FrameworkVersion = 'crcn-2019';

/** True when a word is the id of a version of the framework. */
export function isFrameworkVersion(word: unknown): word is FrameworkVersion {
	return (FRAMEWORK_VERSIONS as readonly unknown[]).includes(word);
}

/** What one level is called and what it means, whatever the dimension. */
export interface LevelText {
	readonly id: Level;
	readonly label: SourcedText;
	readonly sense: SourcedText;
}

/** One part of a dimension: what the framework asks for, and an example of ours. */
export interface Element {
	readonly slug: string;
	readonly label: SourcedText;
	readonly description: SourcedText;
}

/** One of the twelve dimensions; `short` has one to three words, for rims and tables; `gap` says what was not found. */
export interface Dimension {
	readonly number: number;
	readonly slug: string;
	readonly central: boolean;
	readonly title: SourcedText;
	readonly short: SourcedText;
	readonly summary: SourcedText;
	readonly gap?: Text;
	readonly elements: readonly Element[];
}

/** One version of the framework, whole; a provisional one still waits for its official text. */
export interface Framework {
	readonly version: FrameworkVersion;
	readonly year: number;
	readonly provisional: boolean;
	/** The civil date of the last change of its texts: whoever changes one changes it. */
	readonly changedOn: string;
	/** Who answers for the framework itself. */
	readonly creator: SourcedText;
	readonly title: SourcedText;
	readonly definition: SourcedText;
	readonly summary: SourcedText;
	/** Ids of the sources to read for the version as a whole. */
	readonly references: readonly string[];
	readonly levels: readonly LevelText[];
	readonly dimensions: readonly Dimension[];
	readonly sources: readonly Source[];
}

/** How a dimension or an element of one version stands to another version: same on both sides, new there, or gone there. */
export const CORRESPONDENCE_KINDS = ['equal', 'added', 'none'] as const;

/** One of the three kinds of correspondence. */
export type CorrespondenceKind = (typeof CORRESPONDENCE_KINDS)[number];

/** One line of a correspondence: the slug on each side (null where there is none) and how sure it is. */
export interface Match {
	readonly from: string | null;
	readonly to: string | null;
	readonly kind: CorrespondenceKind;
	readonly provenance: Provenance;
}

/** The line of a dimension, with those of its elements. */
export interface DimensionMatch extends Match {
	readonly elements: readonly Match[];
}

/** What becomes of each dimension and element of one version in another. */
export interface Correspondence {
	readonly from: FrameworkVersion;
	readonly to: FrameworkVersion;
	readonly dimensions: readonly DimensionMatch[];
}

/** Where each thing of the framework stands, for ever. */
export {
	comparisonAddress,
	digcompAddress,
	dimensionAddress,
	elementAddress,
	levelAddress,
	RESERVED_SLUGS,
	versionAddress,
	vocabularyAddress,
} from './address.ts';
/** The framework read beside DigComp. */
export {
	type Area,
	type Digcomp,
	type DigcompEdition,
	type Reading,
	READING_KINDS,
	type ReadingKind,
} from './digcomp.ts';
