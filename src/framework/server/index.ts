/**
 * Finds a version of the framework, a dimension, an element or the sources of a text; and how the dimensions
 * and elements of one version correspond in another; and what tells the versions apart where one
 * is chosen; and the words that an operator imported in the place of the published ones.
 */
export {
	correspondenceOf,
	dimension,
	dimensionByNumber,
	element,
	framework,
	frameworkRevision,
	publishedFramework,
	useFrameworks,
	allFrameworks,
	sourcesOf,
	type VersionChoice,
	versionChoices,
} from './versions.ts';
/** Compares two versions of the framework, for the page that shows the differences. */
export { compareVersions } from './comparison.ts';
/** Makes the framework's open data, in JSON-LD and in CASE 1.1, and the crosswalk to DigComp. */
export {
	caseDocuments,
	casePackage,
	caseResource,
	digcompCrosswalk,
	isCaseKind,
	jsonLdDocuments,
	openDataWords,
	selectedCaseDocuments,
} from './open-data.ts';
/** The error for a request whose parameters cannot be applied to a list of CASE 1.1 documents. */
export { CaseQueryFault } from './case/select.ts';
/** Makes the path of a CASE 1.1 resource from its kind and identifier. */
export { CASE_ROOT, caseAddress, type CaseKind } from './case/edition.ts';
/** The CASE identifiers of a version of the framework and of a dimension. */
export { dimensionIdentifier, documentIdentifier } from './case/items.ts';
/** The type of a CASE 1.1 package: a version of the framework in one language, complete. */
export type { CasePackage } from './case/model.ts';
/** Rebuilds a version of the framework from its French and English CASE packages. */
export { frameworkFromCase } from './case/from-package.ts';
/**
 * Checks the content of a data file against its schema and returns it, or throws with the path of every
 * fault.
 */
export { parseDataFile } from './parse-data-file.ts';
