/** The texts of the framework, and where they come from. */
export {
	type Text,
	PROVENANCE_WORDS,
	type ProvenanceWord,
	type Provenance,
	type SourcedText,
	type Source,
} from './provenance.ts';
/** The levels of the Continuum, and where a person may stand. */
export { LEVELS, type Level, STANDINGS, type Standing, standingRank, isLevel } from './levels.ts';
/** A version of the framework: its dimensions, their elements, its levels. */
export {
	FRAMEWORK_VERSIONS,
	type FrameworkVersion,
	CURRENT_VERSION,
	isFrameworkVersion,
	type LevelText,
	type Element,
	type Dimension,
	type Framework,
} from './version.ts';
/** What becomes of each dimension and element of one version in another. */
export {
	CORRESPONDENCE_KINDS,
	type CorrespondenceKind,
	type Match,
	type DimensionMatch,
	type Correspondence,
} from './correspondence.ts';
/** Permanent addresses of the framework. */
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
