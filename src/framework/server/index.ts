/** The versions of the framework, their dimensions and elements, and what becomes of each in another version. */
export {
	correspondence,
	dimension,
	dimensionByNumber,
	element,
	framework,
	frameworks,
	sourcesOf,
} from './versions.ts';
/** Two versions side by side. */
export { comparison } from './comparison.ts';
/** The framework as open data, in JSON-LD and in CASE 1.1. */
export {
	caseDocuments,
	casePackage,
	caseResource,
	digcomp,
	isCaseKind,
	jsonLd,
	openDataWords,
	selectedDocuments,
} from './open-data.ts';
/** Why a list of CASE cannot be given as asked. */
export { CaseFault } from './case/select.ts';
/** Addresses in CASE. */
export { CASE_ROOT, caseAddress, type CaseKind } from './case/edition.ts';
/** The identifiers in CASE of a version and of a dimension. */
export { dimensionIdentifier, documentIdentifier } from './case/items.ts';
/** The shape of a CASE package. */
export type { CasePackage } from './case/model.ts';
/** The framework read back from CASE. */
export { frameworkFromCase } from './case/from-package.ts';
/** Reads a data file of ours against its schema, and says every fault at once with its place. */
export { parseDataFile } from './parse-data-file.ts';
