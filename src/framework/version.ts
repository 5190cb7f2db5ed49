import type { Level } from './levels.ts';
import type { Text } from '#platform';
import type { Source, SourcedText } from './provenance.ts';

/** The versions of the framework that the service knows, oldest first. */
export const FRAMEWORK_VERSIONS = ['crcn-2019', 'crcn-2025'] as const;

/** The id of a version of the framework, such as `crcn-2019`. */
export type FrameworkVersion = (typeof FRAMEWORK_VERSIONS)[number];

/**
 * The version of the framework in force in Québec: public pages show it, and new institutions begin with it. What
 * a person does is recorded in the version in which they answer.
 */
export const CURRENT_VERSION: FrameworkVersion = 'crcn-2025';

/** Whether a value is the id of a version of the framework that the service knows. */
export function isFrameworkVersion(word: unknown): word is FrameworkVersion {
	return (FRAMEWORK_VERSIONS as readonly unknown[]).includes(word);
}

/** The version that an institution's stored choice names; the current one for a choice no longer known. */
export const versionChosen = (stored: string): FrameworkVersion =>
	isFrameworkVersion(stored) ? stored : CURRENT_VERSION;

/** The name and the meaning of a level of competency, which are the same in every dimension. */
export interface LevelText {
	readonly id: Level;
	readonly label: SourcedText;
	readonly sense: SourcedText;
}

/**
 * An element of a dimension: what the framework requires (`label`), and the project's own example
 * (`description`).
 */
export interface Element {
	readonly slug: string;
	readonly label: SourcedText;
	readonly description: SourcedText;
}

/**
 * One of the twelve dimensions of the framework. `short` is a name of one to three words, for the wheel and
 * for tables; `gap` says which part of the official text could not be found.
 */
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

/** A complete version of the framework; `provisional` while its official text is still awaited. */
export interface Framework {
	readonly version: FrameworkVersion;
	readonly year: number;
	readonly provisional: boolean;
	/** Date of the last text change (`YYYY-MM-DD`). Update it whenever you edit a text. */
	readonly changedOn: string;
	/** The body that wrote the framework. */
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
