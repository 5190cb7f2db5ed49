import { Refusal } from '../../index.ts';
import type { AskBack, Crew, Giving, Handed } from './job.ts';
import { answerOf } from './job.ts';

/** Too many wait: whoever asks comes back in a moment. */
export const overloaded = () =>
	new Refusal('platform.overloaded', { status: 503, params: { seconds: RETRY_SECONDS } });
/** One piece of work asks for more than this service gives to one. */
export const tooCostly = () =>
	new Refusal('platform.too-costly', { status: 503, params: { seconds: RETRY_SECONDS } });

/** In how many seconds whoever was turned away may come back. */
const RETRY_SECONDS = 10;

/** Times a job is begun anew because of another job of the same thread: it is not to blame. */
const MOST_INNOCENT = 3;

/** How much longer than its processor time a job may take on the clock: one that waits for nothing would never end. */
const MOST_ON_CLOCK = 10;

let flights = 0;

/** A job on its way: what it is, who waits for it, how long it has computed. */
export class Flight {
	readonly number = (flights += 1);
	readonly job: string;
	readonly whose: string;
	readonly hand: () => Handed<unknown>;
	readonly answer: AskBack;
	readonly #crew: Crew;
	readonly #settle: (problem: Error | null, value?: unknown) => void;
	readonly #spent: Giving['spent'];
	/** On the clock. */
	#spentMs = 0;
	/** Of the processor, for its deadline and whoever it is counted to: on a busy machine the clock counts the others’ work too. */
	#computedMs = 0;
	#since: number | undefined;
	#deaths = 0;
	#innocent = 0;
	/** It was taken out of the line. */
	begun = false;
	settled = false;

	constructor(
		crew: Crew,
		job: string,
		hand: () => Handed<unknown>,
		giving: Giving,
		settle: (problem: Error | null, value?: unknown) => void,
	) {
		this.#crew = crew;
		this.job = job;
		this.hand = hand;
		this.whose = giving.whose ?? '';
		this.answer = answerOf(giving);
		this.#spent = giving.spent;
		this.#settle = settle;
	}

	/** It computes from now on; gives the time it has left (ms). */
	begins(now: number): number {
		this.#since = now;
		return this.left(now, 0);
	}

	/** The time it has left (ms), none when below 1, having used so much of the processor since it last began. */
	left(now: number, computedMs: number): number {
		const { mostMs } = this.#crew;
		const spentMs = this.#spentMs + now - (this.#since ?? now);
		return Math.max(0, Math.min(mostMs - this.#computedMs - computedMs, MOST_ON_CLOCK * mostMs - spentMs));
	}

	/** It computes no more: it waits for an answer, or has ended. Where its thread could not say how much, the clock does. */
	rests(now: number, computedMs?: number): void {
		if (this.#since === undefined) return;
		const spentMs = now - this.#since;
		this.#spentMs += spentMs;
		this.#computedMs += computedMs ?? spentMs;
		this.#since = undefined;
	}

	/** Its thread died while it computed; true when it is to be given again. */
	died(): boolean {
		this.#deaths += 1;
		if (this.#deaths > this.#crew.again) return false;
		this.#spentMs = 0;
		this.#computedMs = 0;
		return true;
	}

	/** Its thread ended while it waited for an answer; true when it is to be given again. */
	interrupted(): boolean {
		this.#innocent += 1;
		return this.#innocent <= MOST_INNOCENT;
	}

	ends(problem: Error | null, value?: unknown): void {
		if (this.settled) return;
		this.settled = true;
		this.#spent?.(this.#computedMs);
		this.#settle(problem, value);
	}
}
