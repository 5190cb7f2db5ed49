/** The ids of the 14 steps of a verification, in their order. */
export const CHECK_IDS = [
	'receive',
	'extract',
	'version',
	'structure',
	'vocabulary',
	'issuer',
	'signature',
	'binding',
	'dates',
	'status',
	'refresh',
	'endorsements',
	'recipient',
	'register',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];
/**
 * The outcome of a verification step. `skip`: the step does not apply, or an earlier step made it impossible.
 * A skipped step does not count in the verdict.
 */
export type CheckOutcome = 'pass' | 'warn' | 'fail' | 'unknown' | 'skip';
