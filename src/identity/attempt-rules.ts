/** How wrong passwords slow an account down: the one place to change. Times in seconds. */
export const ATTEMPTS = {
	/** Wrong passwords that cost nothing. */
	free: 10,
	/** The first wait; it doubles at each wrong password. */
	firstWait: 5,
	/** The longest wait: an account is never closed by somebody else's attempts. */
	longestWait: 300,
	/** Without a wrong password for this long, all is forgotten. */
	forgottenAfter: 24 * 3600,
} as const;

/** The wrong passwords typed for one account, and when the last one was. */
export interface Attempts {
	readonly failures: number;
	readonly lastAt: Date;
}

const NONE: Attempts = { failures: 0, lastAt: new Date(0) };

/** The attempts that still count now. */
export function countedAttempts(attempts: Attempts | undefined, now: Date): Attempts {
	if (!attempts) return NONE;
	return now.getTime() - attempts.lastAt.getTime() < ATTEMPTS.forgottenAfter * 1000 ? attempts : NONE;
}

/** Seconds still to wait before a password is looked at (0: at once); after them the right password always works. */
export function secondsToWait(attempts: Attempts | undefined, now: Date): number {
	const { failures, lastAt } = countedAttempts(attempts, now);
	if (failures < ATTEMPTS.free) return 0;
	const wait = Math.min(
		ATTEMPTS.longestWait,
		ATTEMPTS.firstWait * 2 ** Math.min(failures - ATTEMPTS.free, 30),
	);
	// A clock set back must not lengthen the wait.
	const waited = Math.max(0, now.getTime() - lastAt.getTime()) / 1000;
	return Math.max(0, Math.ceil(wait - waited));
}
