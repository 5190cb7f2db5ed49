/**
 * The network for which the next try of a password for an account is reserved, and how many times it failed.
 */
interface Waiting {
	readonly network: string;
	readonly failures: number;
	/** The time (in ms) until which the next try is reserved for this network. */
	readonly until: number;
}

/** How long the next try stays reserved after the wait (s): time to read the message and try again. */
export const TURN_RESERVED_SECONDS = 15;

/**
 * Decides which network may try a password next, when several networks try for one account that makes them
 * wait. The next try is reserved for the network with the fewest failures among those told to wait, so that
 * strangers who try without stop leave a turn to a newcomer. When no network was told to wait, any network
 * may try.
 */
export class SignInTurns {
	readonly #most: number;
	readonly #waiting = new Map<string, Waiting>();

	/**
	 * At most `most` accounts are remembered. Beyond that, the account whose turn was given longest ago is
	 * forgotten.
	 */
	constructor(most: number) {
		this.#most = most;
	}

	/**
	 * Returns the seconds that a network (`network`) with this many failures must wait to try a password for
	 * an account that accepts the next try in `wait` seconds. The result is more than `wait` only if the next
	 * try is reserved for another network. Reserves the next try, or ends a reservation.
	 */
	waitOf(account: string, { network, failures }: Omit<Waiting, 'until'>, wait: number, now: Date): number {
		const at = now.getTime();
		const next = this.#waiting.get(account);
		const kept = next && next.until > at && next.network !== network ? next : undefined;
		if (wait > 0) {
			if (!kept || failures < kept.failures) {
				this.#waiting.delete(account);
				this.#waiting.set(account, { network, failures, until: at + (wait + TURN_RESERVED_SECONDS) * 1000 });
				const oldest = this.#waiting.size > this.#most ? this.#waiting.keys().next().value : undefined;
				if (oldest !== undefined) this.#waiting.delete(oldest);
			}
			return wait;
		}
		// A network never waits for one that failed more often than itself.
		if (kept && failures >= kept.failures) return Math.ceil((kept.until - at) / 1000);
		this.#waiting.delete(account);
		return 0;
	}
}
