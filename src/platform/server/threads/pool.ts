import type { Worker } from 'node:worker_threads';
import { errorCode } from '../database/database.ts';
import { FairQueue } from '../shares/fair-queue.ts';
import type { Log } from '../log.ts';
import { NamedCounters } from '../shares/named-counters.ts';
import { QueuedJob, overloadedRefusal } from './queued-job.ts';
import { WorkerHandle } from './worker-handle.ts';
import type { WorkerPoolConfig, JobOptions, JobInput, Job, Threads, WorkerPoolState } from './job.ts';

/** Observers of a pool: `log` is told when a thread ends, `seen` when one starts. */
export interface PoolObservers {
	readonly log?: Log;
	/** Called with each thread as it starts, and the name of its pool. */
	readonly seen?: (worker: Worker, pool: string) => void;
}

/** Consecutive threads that fail to start before the waiting jobs are rejected. */
const MOST_FAILED_STARTS = 3;

/** A pool of worker threads, and its queue. */
class WorkerPool {
	readonly #config: WorkerPoolConfig;
	readonly #watching: PoolObservers;
	readonly #line: FairQueue<QueuedJob>;
	readonly #again: QueuedJob[] = [];
	readonly #hands = new Set<WorkerHandle>();
	/** Jobs begun and not ended, by visitor. */
	readonly #underWay = new NamedCounters();
	#closed = false;
	/** Consecutive threads that ended before they were ready. */
	#failedStarts = 0;

	constructor(config: WorkerPoolConfig, watching: PoolObservers) {
		this.#config = config;
		this.#watching = watching;
		this.#line = new FairQueue({ waiting: config.waiting, waitingEach: config.waitingEach });
	}

	do(job: string, hand: () => JobInput<unknown>, giving: JobOptions): Promise<unknown> {
		return new Promise((done, fail) => {
			const flight = new QueuedJob(this.#config, job, hand, giving, (problem, value) => {
				if (flight.begun) this.#underWay.remove(flight.whose);
				if (problem) fail(problem);
				else done(value);
			});
			if (this.#closed) return flight.ends(overloadedRefusal());
			this.#line.add(flight.whose, flight)?.ends(overloadedRefusal());
			this.#engage();
		});
	}

	/** If jobs wait, gives work to a free thread, or starts one more. */
	#engage(): void {
		if (this.#closed || this.#line.size + this.#again.length === 0) return;
		const free = this.#hands.values().find((hand) => hand.free);
		if (free) free.work();
		else if (this.#hands.size < this.#config.threads) this.#hands.add(this.#start());
	}

	#start(): WorkerHandle {
		const { name, keptIdle } = this.#config;
		const { log, seen } = this.#watching;
		return new WorkerHandle(this.#config, {
			next: () => this.#next(),
			again: (flight) => {
				if (this.#closed) return flight.ends(overloadedRefusal());
				this.#again.push(flight);
				this.#engage();
			},
			gone: (hand, why, error) => {
				this.#hands.delete(hand);
				if (why !== 'idle')
					log?.warn('thread.ended', {
						pool: name,
						why,
						...(error && { code: errorCode(error) ?? error.name }),
					});
				this.#failedStarts = why === 'not-started' ? this.#failedStarts + 1 : 0;
				if (this.#failedStarts >= MOST_FAILED_STARTS) {
					this.#failedStarts = 0;
					this.#dismiss(() => new Error(`Threads of ${name} do not start.`));
				}
				this.#engage();
			},
			mayGo: () => this.#hands.size > keptIdle,
			started: (worker) => seen?.(worker, name),
		});
	}

	#next(): QueuedJob | undefined {
		const again = this.#again.shift();
		if (again) return again;
		const flight = this.#line.next((whose) => this.#underWay.of(whose));
		if (!flight) return undefined;
		flight.begun = true;
		this.#underWay.add(flight.whose);
		return flight;
	}

	/** Rejects all waiting jobs. */
	#dismiss(why: () => Error): void {
		for (const flight of this.#again.splice(0)) flight.ends(why());
		for (let next = this.#line.next(); next; next = this.#line.next()) next.ends(why());
	}

	get state(): WorkerPoolState {
		return {
			pool: this.#config.name,
			waiting: this.#line.size + this.#again.length,
			underWay: this.#hands.values().reduce((sum, hand) => sum + hand.underWay, 0),
			threads: this.#hands.size,
		};
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#dismiss(overloadedRefusal);
		await Promise.all([...this.#hands].map((hand) => hand.end()));
	}
}

/** Creates the pools of worker threads, one per configuration; a thread only starts when a job needs it. */
export function openThreads(watching: PoolObservers = {}): Threads {
	const pools = new Map<WorkerPoolConfig, WorkerPool>();
	const poolOf = (config: WorkerPoolConfig) => {
		const known = pools.get(config) ?? new WorkerPool(config, watching);
		pools.set(config, known);
		return known;
	};
	return {
		do: <In, Out>({ name, pool }: Job<In, Out>, hand: () => JobInput<In>, giving: JobOptions = {}) =>
			poolOf(pool).do(name, hand, giving) as Promise<Out>,
		state: () => [...pools.values()].map((pool) => pool.state),
		async close() {
			await Promise.all([...pools.values()].map((pool) => pool.close()));
		},
	};
}
