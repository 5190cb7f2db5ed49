/** A place that was told to wait for an account, and how often it tried in vain. */
interface Waiting {
	readonly place: string;
	readonly failures: number;
	/** Until when the next look is kept for it. */
	readonly until: number;
}

/** How long the next look is kept for whoever was told to wait for it (s): time to read the sentence and try again. */
export const KEPT_SECONDS = 15;

/**
 * Who may try next, where many places try for one account and each look must wait: of those that were told to wait, the
 * place that failed least, so that strangers who try all the time leave a turn to whoever just came. Where nobody was told
 * to wait, whoever comes.
 */
export class NextPlace {
	readonly #most: number;
	readonly #waiting = new Map<string, Waiting>();

	/** Remembers so many accounts; beyond, the one tried longest ago is forgotten. */
	constructor(most: number) {
		this.#most = most;
	}

	/**
	 * How long (s) a place that failed so often must wait for an account, when a look is possible in `wait` seconds: as
	 * long, or a moment more when the next look is kept for another.
	 */
	waitOf(account: string, { place, failures }: Omit<Waiting, 'until'>, wait: number, now: Date): number {
		const at = now.getTime();
		const next = this.#waiting.get(account);
		const kept = next && next.until > at && next.place !== place ? next : undefined;
		if (wait > 0) {
			if (!kept || failures < kept.failures) {
				this.#waiting.delete(account);
				this.#waiting.set(account, { place, failures, until: at + (wait + KEPT_SECONDS) * 1000 });
				const oldest = this.#waiting.size > this.#most ? this.#waiting.keys().next().value : undefined;
				if (oldest !== undefined) this.#waiting.delete(oldest);
			}
			return wait;
		}
		// One that failed less never waits for one that failed more.
		if (kept && failures >= kept.failures) return Math.ceil((kept.until - at) / 1000);
		this.#waiting.delete(account);
		return 0;
	}
}
