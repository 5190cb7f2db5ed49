/** What can be wrong in a file of the framework's words, by code, line and column. */
export {
	WORDING_COLUMNS,
	WORDING_FAULT_CODES,
	type WordingFault,
	type WordingFaultCode,
} from './wording-fault.ts';
/** The texts of a version of the framework by their place, what an import changes in them, and the framework so worded. */
export {
	type Certainty,
	DIMENSION_TEXTS,
	ELEMENTS,
	withImportedWords,
	type WordedText,
	wordedTexts,
	type WordingChange,
} from './worded.ts';
