/** The report of a verification, in words. */
export type { ToldCheck, ToldReport } from './told-report.ts';
