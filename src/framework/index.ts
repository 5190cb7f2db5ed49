/**
 * The types of the framework's texts in both languages, and of their provenance (how certain it is where a
 * text comes from, and its sources).
 */
export {
	CERTAINTY_WORDS,
	type CertaintyWord,
	type Provenance,
	type SourcedText,
	type Source,
} from './provenance.ts';
/** The three levels of the framework, and the standings that a person may have in a dimension. */
export { LEVELS, type Level, STANDINGS, type Standing, standingRank, isLevel } from './levels.ts';
/** The versions of the framework, and the types of their dimensions, elements and levels. */
export {
	FRAMEWORK_VERSIONS,
	type FrameworkVersion,
	CURRENT_VERSION,
	isFrameworkVersion,
	versionChosen,
	type LevelText,
	type Element,
	type Dimension,
	type Framework,
} from './version.ts';
/**
 * The types that say how each dimension and element of one version of the framework corresponds in another.
 */
export {
	CORRESPONDENCE_KINDS,
	type CorrespondenceKind,
	type Match,
	type DimensionMatch,
	type Correspondence,
} from './correspondence.ts';
/** Makes the paths of the framework's pages, which never change. */
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
/** The types of the project's crosswalk from the framework to DigComp, the European framework. */
export {
	type Area,
	type DigcompCrosswalk,
	type DigcompEdition,
	type DigcompRelation,
	DIGCOMP_RELATION_KINDS,
	type DigcompRelationKind,
} from './digcomp.ts';
