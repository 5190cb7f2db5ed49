import { createHmac, randomBytes } from 'node:crypto';
import { addressGroup } from '../shares/address-bucket.ts';
import { NamedCounters } from '../shares/named-counters.ts';
import type { FetchLimits } from './limits.ts';
import { FetchRefusedError } from './refused.ts';

interface Waiter {
	readonly who: string | undefined;
	readonly start: () => void;
}

/**
 * Limits simultaneous outgoing requests, per visitor and in all: others wait for a short time, and those for
 * which there is no room are refused.
 */
export class RequestSlots {
	readonly #limits: FetchLimits;
	// Key of the hashes of visitors' addresses. It is random per process, so that a hash tells nothing about
	// another run.
	readonly #key = randomBytes(32);
	readonly #running = new NamedCounters();
	readonly #waiting: Waiter[] = [];
	#together = 0;

	constructor(limits: FetchLimits) {
		this.#limits = limits;
	}

	/**
	 * Waits until this visitor's request may start; returns the function to call when it has ended. Throws
	 * `FetchRefusedError` (`busy`) if it may not start in time.
	 */
	async take(visitor: string | undefined, signal: AbortSignal | undefined): Promise<() => void> {
		const who =
			visitor === undefined
				? undefined
				: createHmac('sha256', this.#key).update(addressGroup(visitor)).digest('base64url');
		if (!this.#free(who)) await this.#wait(who, signal);
		else this.#begin(who);
		let ended = false;
		return () => {
			if (ended) return;
			ended = true;
			this.#end(who);
		};
	}

	#free(who: string | undefined): boolean {
		const { together, perVisitor } = this.#limits;
		return this.#together < together && (who === undefined || this.#running.of(who) < perVisitor);
	}

	#begin(who: string | undefined): void {
		this.#together += 1;
		if (who !== undefined) this.#running.add(who);
	}

	#end(who: string | undefined): void {
		this.#together -= 1;
		if (who !== undefined) this.#running.remove(who);
		const at = this.#waiting.findIndex((waiter) => this.#free(waiter.who));
		if (at >= 0) this.#waiting.splice(at, 1)[0]?.start();
	}

	#wait(who: string | undefined, signal: AbortSignal | undefined): Promise<void> {
		const { waiting, waitingPerVisitor, waitMs } = this.#limits;
		const mine = who === undefined ? 0 : this.#waiting.filter((waiter) => waiter.who === who).length;
		if (this.#waiting.length >= waiting || mine >= waitingPerVisitor || signal?.aborted)
			throw new FetchRefusedError('busy');
		return new Promise((resolve, reject) => {
			const leave = () => {
				const at = this.#waiting.indexOf(waiter);
				if (at < 0) return;
				this.#waiting.splice(at, 1);
				settle();
				reject(new FetchRefusedError('busy'));
			};
			const settle = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', leave);
			};
			const timer = setTimeout(leave, waitMs);
			signal?.addEventListener('abort', leave);
			const waiter: Waiter = {
				who,
				start: () => {
					settle();
					this.#begin(who);
					resolve();
				},
			};
			this.#waiting.push(waiter);
		});
	}
}
