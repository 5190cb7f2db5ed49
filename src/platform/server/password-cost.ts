/** Cost of an Argon2id hash: memory in KiB, passes, lanes. */
export interface PasswordCost {
	readonly memory: number;
	readonly passes: number;
	readonly parallelism: number;
}

/**
 * Cost of new password hashes: OWASP's minimum. When it is raised, each person's hash is made anew at their
 * next sign-in.
 */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };
