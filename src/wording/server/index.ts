/** The words of the framework that an operator imported: reading them in every process, trying, importing, exporting. */
export {
	type ChangedText,
	exportWords,
	importWords,
	previewWords,
	readImportedWords,
	type WordsInput,
	type WordsPreview,
} from './imported-words.ts';
/** Most bytes and rows of a file of words. */
export { LARGEST_WORDS, MOST_ROWS } from './read-words.ts';
/** The schema of the form that gives a file of words. */
export { wordsForm } from './forms.ts';
/** The table of this context, in the SQL dialect of a connection or transaction. */
export { tables as wordingTables } from './tables.ts';
