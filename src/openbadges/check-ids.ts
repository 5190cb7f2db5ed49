/** The steps of a verification, in their order. */
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
/** `skip`: the step does not apply, or an earlier one made it pointless; it counts for nothing. */
export type Outcome = 'pass' | 'warn' | 'fail' | 'unknown' | 'skip';
