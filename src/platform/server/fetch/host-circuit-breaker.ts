import type { FetchRefusal } from './fetch-result.ts';
import type { FetchLimits } from './limits.ts';

const FAILURES: ReadonlySet<FetchRefusal | undefined> = new Set<FetchRefusal>(['no-answer', 'too-slow']);
const MOST_HOSTS = 500;

/**
 * Remembers the hosts that failed several times in a row. Such a host is not contacted for a while
 * (`restMs`); then one request may try it.
 */
export class HostCircuitBreaker {
	readonly #limits: FetchLimits;
	readonly #hosts = new Map<string, { failures: number; until: number }>();

	constructor(limits: FetchLimits) {
		this.#limits = limits;
	}

	/**
	 * True if the host must not be contacted now. Returns false once when its rest is over, and starts a new
	 * rest.
	 */
	rests(host: string): boolean {
		const known = this.#hosts.get(host);
		if (!known || known.failures < this.#limits.failures) return false;
		if (known.until > performance.now()) return true;
		// This request may try the host; others are still refused until its outcome is known.
		known.until = performance.now() + this.#limits.restMs;
		return false;
	}

	/** Records how a request to a host ended; `why` is undefined if the host answered. */
	note(host: string, why: FetchRefusal | undefined): void {
		const failures = FAILURES.has(why) ? (this.#hosts.get(host)?.failures ?? 0) + 1 : 0;
		this.#hosts.delete(host);
		if (failures === 0) return;
		this.#hosts.set(host, { failures, until: performance.now() + this.#limits.restMs });
		const [oldest] = this.#hosts.keys();
		if (this.#hosts.size > MOST_HOSTS && oldest !== undefined) this.#hosts.delete(oldest);
	}
}
