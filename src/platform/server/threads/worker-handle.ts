import { Worker } from 'node:worker_threads';
import { type QueuedJob, overloadedRefusal, tooCostlyRefusal } from './queued-job.ts';
import type { WorkerPoolConfig } from './job.ts';
import { errorAsText, type FromThread, type ToThread } from './messages.ts';

/** What a WorkerHandle asks of the pool of threads that it belongs to. */
export interface OwningPool {
	/** Takes the next job from the queue, if any. */
	next(): QueuedJob | undefined;
	/** Puts a job before all others, to run again on another thread. */
	again(flight: QueuedJob): void;
	/**
	 * Called when a thread has ended; `why`, and the error that ended it if there is one, are for the log.
	 */
	gone(hand: WorkerHandle, why: Ending, error: Error | undefined): void;
	/** True if an idle thread may end, since enough others remain. */
	mayGo(): boolean;
	started(worker: Worker): void;
}

/**
 * Why a thread ended: no work, a job past its deadline, a crash or exit, or because it never became ready.
 */
export type Ending = 'idle' | 'deadline' | 'ended' | 'not-started';

interface Resumption {
	readonly flight: QueuedJob;
	readonly told: ToThread;
}

const IDLE_MS = 60_000;
/** Time (ms) for a thread to load its modules and become ready. */
const START_MS = 60_000;

/**
 * Handle of one worker thread. Only one of its jobs computes at a time, so that a timeout can be blamed on
 * that job; its other jobs wait for answers. The thread is ended when a job is past its deadline.
 */
export class WorkerHandle {
	readonly #config: WorkerPoolConfig;
	readonly #pool: OwningPool;
	readonly #worker: Worker;
	readonly #flights = new Map<number, QueuedJob>();
	readonly #resumptions: Resumption[] = [];
	#computing: QueuedJob | undefined;
	#timer: NodeJS.Timeout | undefined;
	/** Total processor time (ms), as the thread reports it. */
	#computedMs = 0;
	#ready = false;
	#over = false;

	constructor(config: WorkerPoolConfig, pool: OwningPool) {
		this.#config = config;
		this.#pool = pool;
		// Worker threads get nothing of this process's environment or arguments.
		this.#worker = new Worker(config.file(), {
			name: config.name,
			env: {},
			execArgv: [],
			argv: [],
			resourceLimits: { maxOldGenerationSizeMb: config.mostMegabytes, maxYoungGenerationSizeMb: 32 },
		});
		this.#worker.on('message', (said: FromThread) => this.#hears(said));
		// An uncaught exception or lack of memory ends the thread, like an exit.
		const ended = (error?: Error) => this.#dies(this.#ready ? 'ended' : 'not-started', { error });
		this.#worker.on('error', ended).on('exit', () => ended());
		this.#within(START_MS, 'not-started');
		pool.started(this.#worker);
	}

	#within(ms: number, why: Ending): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#dies(why), ms).unref();
	}

	/** True if the thread can take a new job now. Not asked once the thread has ended. */
	get free(): boolean {
		return this.#ready && !this.#computing && this.#flights.size < this.#config.jobsPerThread;
	}

	/** How many jobs this thread has begun and not ended. */
	get underWay(): number {
		return this.#flights.size;
	}

	/** Gives the thread work: continues a job whose answer arrived, or else starts a new one. */
	work(): void {
		if (!this.#ready || this.#over || this.#computing) return;
		const resumed = this.#resumptions.shift();
		if (resumed) return this.#compute(resumed.flight, resumed.told);
		const flight = this.free ? this.#pool.next() : undefined;
		if (flight) return this.#begin(flight);
		if (this.#flights.size > 0) return;
		this.#worker.unref();
		if (this.#pool.mayGo()) this.#within(IDLE_MS, 'idle');
	}

	#begin(flight: QueuedJob): void {
		try {
			const { input, moved } = flight.hand();
			this.#flights.set(flight.number, flight);
			this.#worker.ref();
			this.#compute(flight, { flight: flight.number, job: flight.job, input }, moved);
		} catch (problem) {
			this.#pauses(flight);
			this.#flights.delete(flight.number);
			flight.ends(problem as Error);
			this.work();
		}
	}

	#compute(flight: QueuedJob, told: ToThread, moved: readonly ArrayBuffer[] = []): void {
		this.#computing = flight;
		this.#watch(flight, flight.begins(performance.now()));
		this.#worker.postMessage(told, [...moved]);
	}

	/**
	 * Checks in `ms` milliseconds whether the job has used up its processor time. Elapsed time alone does not
	 * end the thread, since on a busy machine it includes other work.
	 */
	#watch(flight: QueuedJob, ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#overdue(flight), ms).unref();
	}

	async #overdue(flight: QueuedJob): Promise<void> {
		// A thread that runs native code does not answer cpuUsage: wait at most this long, then end it.
		this.#within(this.#config.mostProcessorMs, 'deadline');
		// cpuUsage rejects for a thread that has ended.
		const used = await this.#worker.cpuUsage().catch(() => undefined);
		if (!used || this.#over || this.#computing !== flight) return;
		const computedMs = (used.user + used.system) / 1_000 - this.#computedMs;
		const left = flight.left(performance.now(), computedMs);
		if (left < 1) this.#dies('deadline', { computedMs });
		else this.#watch(flight, left);
	}

	#pauses(flight: QueuedJob, computedMs?: number): void {
		flight.rests(performance.now(), computedMs);
		if (this.#computing !== flight) return;
		clearTimeout(this.#timer);
		this.#computing = undefined;
	}

	#hears(said: FromThread): void {
		this.#computedMs += said.computedMs;
		if ('ready' in said) {
			clearTimeout(this.#timer);
			this.#ready = true;
			return this.work();
		}
		const flight = this.#flights.get(said.flight);
		// Once the thread has ended, none of its jobs is left to be told.
		if (!flight) return;
		this.#pauses(flight, said.computedMs);
		if ('question' in said) this.#answers(flight, said);
		else {
			this.#flights.delete(said.flight);
			if ('done' in said) flight.ends(null, said.done);
			else flight.ends(new Error(said.failed));
		}
		this.work();
	}

	#answers(flight: QueuedJob, { ask, question, argument }: Extract<FromThread, { question: string }>): void {
		const tell = (told: ToThread) => {
			// The job sent two questions in parallel and already runs again after the first answer: answer it
			// directly.
			if (this.#computing === flight) return this.#compute(flight, told);
			this.#resumptions.push({ flight, told });
			this.work();
		};
		flight.answer(question, argument).then(
			(value) => tell({ flight: flight.number, ask, value }),
			(problem: unknown) => tell({ flight: flight.number, ask, fault: errorAsText(problem) }),
		);
	}

	/**
	 * Ends the thread. The job that was computing is to blame; the jobs that waited for answers restart on
	 * another thread. A job restarted too often is refused.
	 */
	#dies(why: Ending, { computedMs, error }: { computedMs?: number; error?: Error | undefined } = {}): void {
		if (this.#over) return;
		this.#over = true;
		clearTimeout(this.#timer);
		const guilty = this.#computing;
		guilty?.rests(performance.now(), computedMs);
		const left = [...this.#flights.values()];
		this.#flights.clear();
		void this.#worker.terminate();
		this.#pool.gone(this, why, error);
		for (const flight of left) {
			if (flight === guilty ? flight.died() : flight.interrupted()) this.#pool.again(flight);
			else flight.ends(flight === guilty ? tooCostlyRefusal() : overloadedRefusal());
		}
	}

	/** Ends the thread, whatever it is doing. */
	async end(): Promise<void> {
		this.#dies('idle');
		await this.#worker.terminate();
	}
}
