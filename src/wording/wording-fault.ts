/** What can be wrong in a file of the framework's words, by code; each is worded in the messages. */
export const WORDING_FAULT_CODES = [
	'encoding',
	'too-large',
	'too-many',
	'quote',
	'stray-quote',
	'long-row',
	'header',
	'cells',
	'unknown-slug',
	'twice',
	'formula',
	'empty',
	'too-long',
	'control',
	'provenance',
	'not-new',
	'new-slug',
	'stays',
	'elements',
] as const;

/** The code of a fault in a file of the framework's words. */
export type WordingFaultCode = (typeof WORDING_FAULT_CODES)[number];

/** The columns of a file of the framework's words, in their order. */
export const WORDING_COLUMNS = ['slug', 'fr', 'en', 'provenance'] as const;

/** A fault in a file of the framework's words: its line from 1, its column, and what its sentence needs. */
export interface WordingFault {
	readonly line: number;
	/** Null for a fault of the whole line or file. */
	readonly column: (typeof WORDING_COLUMNS)[number] | null;
	readonly code: WordingFaultCode;
	readonly params: Readonly<Record<string, string | number>>;
}
