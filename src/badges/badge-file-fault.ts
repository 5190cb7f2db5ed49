/** What can be wrong in the file of a badge; each is worded in the messages (`own_badges_fault_…`). */
export const BADGE_FILE_FAULT_CODES = [
	'not-json',
	'duplicate-key',
	'too-deep',
	'too-large',
	'missing',
	'unknown-key',
	'not-text',
	'not-number',
	'not-boolean',
	'not-group',
	'not-list',
	'one-of',
	'at-least',
	'at-most',
	'no-rules',
	'empty',
	'spaces',
	'slug',
	'versions',
	'dimension',
	'rule-twice',
	'needs-adviser',
	'asks-nobody',
	'too-long',
	'one-line',
	'bad-character',
	'stays',
	'drawing-too-large',
	'drawing-not-svg',
	'drawing-damaged',
	'drawing-doctype',
	'drawing-runs',
	'drawing-style',
	'drawing-outside',
	'drawing-text',
	'drawing-picture',
	'drawing-element',
	'drawing-attribute',
	'drawing-too-many',
	'drawing-not-square',
	'drawing-undrawable',
	'drawing-too-costly',
] as const;

export type BadgeFileFaultCode = (typeof BADGE_FILE_FAULT_CODES)[number];

/** A fault in the file of a badge. */
export interface BadgeFileFault {
	/** Its place in the file, such as `definition.name.en`; '' for the whole file. */
	readonly place: string;
	readonly code: BadgeFileFaultCode;
	/** What the sentence needs: a limit, the values accepted, the word at fault. */
	readonly params: Readonly<Record<string, string | number>>;
}
