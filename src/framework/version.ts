import type { Level } from './levels.ts';
import type { Source, SourcedText, Text } from './provenance.ts';

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
	/** Date of the last text change (`YYYY-MM-DD`). Update it whenever you edit a text. */
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
