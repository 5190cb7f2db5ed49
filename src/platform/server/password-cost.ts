/** What one password costs to hash with Argon2id: memory in KiB, passes, lanes. */
export interface PasswordCost {
	readonly memory: number;
	readonly passes: number;
	readonly parallelism: number;
}

/** What OWASP asks at least. Raising these upgrades each hash at its next sign-in. */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };
