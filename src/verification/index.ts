/**
 * The type of what a badge states about its achievement (results, evidence…), as a report repeats it for
 * people.
 */
export type { StatedClaims } from './stated.ts';
/** The type of the report of a verification, with its sentences in French and English. */
export type { WordedCheck, WordedReport } from './worded-report.ts';
