import { createHmac, randomBytes } from 'node:crypto';
import { addressGroup } from '../shares/address-bucket.ts';
import { Tally } from '../shares/tally.ts';
import type { Limits } from './limits.ts';
import { Refused } from './refused.ts';

interface Waiter {
	readonly who: string | undefined;
	readonly start: () => void;
}

/** Lets a few requests run at the same time, a few more wait, and refuses the others. */
export class Turns {
	readonly #limits: Limits;
	// Forgotten with the process: what it hashes cannot be found again from a memory dump of another day.
	readonly #key = randomBytes(32);
	readonly #running = new Tally();
	readonly #waiting: Waiter[] = [];
	#together = 0;

	constructor(limits: Limits) {
		this.#limits = limits;
	}

	/** Waits for a turn and gives what ends it; throws `Refused` (`busy`) when there is none in time. */
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
			throw new Refused('busy');
		return new Promise((resolve, reject) => {
			const leave = () => {
				const at = this.#waiting.indexOf(waiter);
				if (at < 0) return;
				this.#waiting.splice(at, 1);
				settle();
				reject(new Refused('busy'));
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
