/** How wrong passwords slow somebody down. Times in seconds. */
interface Limits {
	readonly free: number;
	readonly firstWait: number;
	readonly longestWait: number;
	readonly forgottenAfter: number;
}

/** How wrong passwords for one name from one place slow that place down: the one place to change. Times in seconds. */
export const ATTEMPTS: Limits = {
	/** Wrong passwords that cost nothing. */
	free: 10,
	/** The first wait; it doubles at each wrong password. */
	firstWait: 5,
	/** The longest wait. */
	longestWait: 300,
	/** Without a wrong password for this long, all is forgotten. */
	forgottenAfter: 24 * 3600,
};

/** The same for one account from anywhere, so high and so short that a stranger cannot keep its person out. */
export const ATTEMPTS_FROM_ANYWHERE: Limits = {
	free: 200,
	firstWait: 1,
	longestWait: 10,
	forgottenAfter: 24 * 3600,
};

/** How many sign-ins one address may try: generous, since a whole school may share one. */
export const PER_ADDRESS = { burst: 600, perSecond: 2, remembered: 20_000 } as const;

/** The wrong passwords typed for one account, and when the last one was. */
export interface Attempts {
	readonly failures: number;
	readonly lastAt: Date;
}

/** No failure, which has no date. */
const NONE: Attempts = { failures: 0, lastAt: new Date(Number.NaN) };

/** The attempts that still count now. */
export function countedAttempts(attempts: Attempts | undefined, now: Date, limits = ATTEMPTS): Attempts {
	if (!attempts) return NONE;
	return now.getTime() - attempts.lastAt.getTime() < limits.forgottenAfter * 1000 ? attempts : NONE;
}

/** Seconds still to wait before a password is looked at (0: at once); after them the right password always works. */
export function secondsToWait(attempts: Attempts | undefined, now: Date, limits = ATTEMPTS): number {
	const { failures, lastAt } = countedAttempts(attempts, now, limits);
	if (failures < limits.free) return 0;
	const wait = Math.min(limits.longestWait, limits.firstWait * 2 ** Math.min(failures - limits.free, 30));
	// A clock set back must not lengthen the wait.
	const waited = Math.max(0, now.getTime() - lastAt.getTime()) / 1000;
	return Math.max(0, Math.ceil(wait - waited));
}
