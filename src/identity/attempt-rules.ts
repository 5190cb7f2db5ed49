/** How wrong passwords slow down the next attempts to sign in. Times in seconds. */
interface Limits {
	readonly free: number;
	readonly firstWait: number;
	readonly longestWait: number;
	readonly forgottenAfter: number;
}

/**
 * Limits for wrong passwords given for one account from one network, from one recognised device, or from the
 * person's own sessions together. Times in seconds.
 */
export const ATTEMPT_LIMITS: Limits = {
	/** Number of wrong passwords before any wait. */
	free: 10,
	/**
	 * The first wait, once `free` wrong passwords were given. Each further wrong password doubles the wait.
	 */
	firstWait: 5,
	/** The longest wait after a wrong password. */
	longestWait: 300,
	/** The count of wrong passwords returns to zero after this long without one. */
	forgottenAfter: 24 * 3600,
};

/**
 * Limits for wrong passwords given for one account from all networks together. Times in seconds. There are
 * enough free tries, and the waits are short enough, that strangers cannot lock the owner out.
 */
export const ATTEMPT_LIMITS_FROM_ANYWHERE: Limits = {
	free: 200,
	firstWait: 1,
	longestWait: 10,
	forgottenAfter: 24 * 3600,
};

/**
 * Rate limit of sign-ins, and of accounts created with a code, from one network address. It is high, since a
 * whole school may share an address. `remembered` is the largest number of addresses counted.
 */
export const ADDRESS_RATE_LIMIT = { burst: 600, perSecond: 2, remembered: 20_000 } as const;

/**
 * Rate limit of requests for a new password from one network address: thirty at once, for a school that shares
 * one, then three a minute.
 */
export const FORGOTTEN_PASSWORD_RATE_LIMIT = { burst: 30, perSecond: 1 / 20, remembered: 20_000 } as const;

/** The number of wrong passwords given for one account, and the time of the last one. */
export interface FailedAttempts {
	readonly failures: number;
	readonly lastAt: Date;
}

/** No wrong password is counted, so the date of the last one is invalid. */
const NONE: FailedAttempts = { failures: 0, lastAt: new Date(Number.NaN) };

/**
 * Returns the wrong passwords that still count: the stored ones, or none (no failures, an invalid date) once
 * the last is older than `forgottenAfter`.
 */
export function unexpiredAttempts(
	attempts: FailedAttempts | undefined,
	now: Date,
	limits = ATTEMPT_LIMITS,
): FailedAttempts {
	if (!attempts) return NONE;
	return now.getTime() - attempts.lastAt.getTime() < limits.forgottenAfter * 1000 ? attempts : NONE;
}

/**
 * Returns how many seconds after `now` the next password may be checked (0: at once), given the wrong ones
 * counted in `attempts`. After the wait, a right password is always accepted.
 */
export function secondsToWait(
	attempts: FailedAttempts | undefined,
	now: Date,
	limits = ATTEMPT_LIMITS,
): number {
	const { failures, lastAt } = unexpiredAttempts(attempts, now, limits);
	if (failures < limits.free) return 0;
	const wait = Math.min(limits.longestWait, limits.firstWait * 2 ** Math.min(failures - limits.free, 30));
	// If the clock is set back, the wait must not get longer.
	const waited = Math.max(0, now.getTime() - lastAt.getTime()) / 1000;
	return Math.max(0, Math.ceil(wait - waited));
}

/**
 * Rate limit of new addresses that one person writes in their account: each answer tells them whether another account
 * has it. Ten at once, then one every six minutes.
 */
export const NEW_ADDRESS_RATE_LIMIT = { burst: 10, perSecond: 1 / 360, remembered: 20_000 } as const;
