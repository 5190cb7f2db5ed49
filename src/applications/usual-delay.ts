/**
 * The least number of decided applications from which a usual delay is shown; with fewer, it would describe
 * single cases.
 */
export const MIN_DECIDED_FOR_DELAY = 5;

const DAY = 86_400_000;

/**
 * The usual delay between an application's submission and its decision, in whole days (median, rounded up, at
 * least 1); null when fewer than `MIN_DECIDED_FOR_DELAY` were decided.
 */
export function usualDelay(
	decided: readonly { readonly sent: Date; readonly decided: Date }[],
): number | null {
	if (decided.length < MIN_DECIDED_FOR_DELAY) return null;
	const waits = decided.map((one) => one.decided.getTime() - one.sent.getTime()).sort((a, b) => a - b);
	const middle = waits[Math.floor(waits.length / 2)]!;
	return Math.max(1, Math.ceil(middle / DAY));
}

/** How long an application has waited since it was sent, in whole days (0: less than a day). */
export const daysSince = (since: Date, now: Date): number =>
	Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY));
