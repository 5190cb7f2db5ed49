import { Refusal } from '../../index.ts';
import type { AskCallingThread, WorkerPoolConfig, JobOptions, JobInput } from './job.ts';
import { answererOf } from './job.ts';

/**
 * Creates the refusal (503) of a job when too many already wait: the visitor may try again in ten seconds.
 */
export const overloadedRefusal = () =>
	new Refusal('platform.overloaded', { status: 503, params: { seconds: RETRY_SECONDS } });
/** Creates the refusal (503) of a job that needs more time or memory than the service allows. */
export const tooCostlyRefusal = () =>
	new Refusal('platform.too-costly', { status: 503, params: { seconds: RETRY_SECONDS } });

/** Seconds after which a refused visitor may try again. */
const RETRY_SECONDS = 10;

/** Times that a job is restarted because its thread died over another job. */
const MAX_RESTARTS_NOT_AT_FAULT = 3;

/**
 * Most elapsed time of a job, per millisecond of processor time allowed: a job that uses little processor
 * time might never end otherwise.
 */
const ELAPSED_PER_PROCESSOR_MS = 10;

let jobs = 0;

/**
 * A job given to a pool of threads, from its wait in the queue to its result: its name, its visitor, and the
 * time it has used.
 */
export class QueuedJob {
	readonly number = (jobs += 1);
	readonly job: string;
	readonly whose: string;
	readonly hand: () => JobInput<unknown>;
	readonly answer: AskCallingThread;
	readonly #config: WorkerPoolConfig;
	readonly #settle: (problem: Error | null, value?: unknown) => void;
	readonly #onProcessorTime: JobOptions['spent'];
	/** Elapsed time while the job computed (ms). */
	#elapsedMs = 0;
	/**
	 * Processor time used (ms). The job's deadline and its visitor's rate limit count this time, because on a
	 * busy machine elapsed time includes other work.
	 */
	#computedMs = 0;
	#since: number | undefined;
	#deaths = 0;
	#innocent = 0;
	/** True once the job was taken from the queue. */
	begun = false;
	settled = false;

	constructor(
		config: WorkerPoolConfig,
		job: string,
		hand: () => JobInput<unknown>,
		giving: JobOptions,
		settle: (problem: Error | null, value?: unknown) => void,
	) {
		this.#config = config;
		this.job = job;
		this.hand = hand;
		this.whose = giving.whose ?? '';
		this.answer = answererOf(giving);
		this.#onProcessorTime = giving.spent;
		this.#settle = settle;
	}

	/** Marks the job as computing; returns the time it has left (ms). */
	begins(now: number): number {
		this.#since = now;
		return this.left(now, 0);
	}

	/**
	 * Time that the job has left (ms; below 1 means none), if it used `computedMs` of processor time since it
	 * last began.
	 */
	left(now: number, computedMs: number): number {
		const { mostProcessorMs } = this.#config;
		const elapsedMs = this.#elapsedMs + now - (this.#since ?? now);
		return Math.max(
			0,
			Math.min(
				mostProcessorMs - this.#computedMs - computedMs,
				ELAPSED_PER_PROCESSOR_MS * mostProcessorMs - elapsedMs,
			),
		);
	}

	/**
	 * Marks the job as no longer computing: it waits for an answer, or has ended. Without `computedMs`
	 * (processor time since it began), elapsed time is counted instead.
	 */
	rests(now: number, computedMs?: number): void {
		if (this.#since === undefined) return;
		const elapsedMs = now - this.#since;
		this.#elapsedMs += elapsedMs;
		this.#computedMs += computedMs ?? elapsedMs;
		this.#since = undefined;
	}

	/** To call when the thread died while this job computed; returns true if the job may run again. */
	died(): boolean {
		this.#deaths += 1;
		if (this.#deaths > this.#config.restarts) return false;
		this.#elapsedMs = 0;
		this.#computedMs = 0;
		return true;
	}

	/**
	 * To call when the thread died while it computed another job and this job waited for an answer; returns
	 * true if this job may run again.
	 */
	interrupted(): boolean {
		this.#innocent += 1;
		return this.#innocent <= MAX_RESTARTS_NOT_AT_FAULT;
	}

	ends(problem: Error | null, value?: unknown): void {
		if (this.settled) return;
		this.settled = true;
		this.#onProcessorTime?.(this.#computedMs);
		this.#settle(problem, value);
	}
}
