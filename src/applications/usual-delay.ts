/** Below this number of decided applications, no usual delay is given: it would say more of one case than of all. */
export const ENOUGH_DECIDED = 5;

const DAY = 86_400_000;

/** The usual delay between sending and decision, in whole days (median, rounded up, at least 1), or null. */
export function usualDelay(
	decided: readonly { readonly sent: Date; readonly decided: Date }[],
): number | null {
	if (decided.length < ENOUGH_DECIDED) return null;
	const waits = decided.map((one) => one.decided.getTime() - one.sent.getTime()).sort((a, b) => a - b);
	const middle = waits[Math.floor(waits.length / 2)]!;
	return Math.max(1, Math.ceil(middle / DAY));
}

/** How long something has waited, in whole days (0: since less than a day). */
export const daysSince = (since: Date, now: Date): number =>
	Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY));
