import { Worker } from 'node:worker_threads';
import { type Flight, overloaded, tooCostly } from './flight.ts';
import type { Crew } from './job.ts';
import { inWords, type Said, type Told } from './messages.ts';

/** What a hand asks of its pool. */
export interface Pool {
	/** The next job that may begin, if any. */
	next(): Flight | undefined;
	/** A job to be begun anew, before all others. */
	again(flight: Flight): void;
	/** This thread is no more; `why` tells the log. */
	gone(hand: Hand, why: Ending): void;
	/** Whether a thread that has nothing to do may end. */
	mayGo(): boolean;
	started(worker: Worker): void;
}

/** Why a thread ended: nothing to do, a job that computed for too long, by itself, or before it could start. */
export type Ending = 'idle' | 'deadline' | 'ended' | 'not-started';

interface Resumption {
	readonly flight: Flight;
	readonly told: Told;
}

const IDLE_MS = 60_000;
/** A thread that reads its modules for longer does not start. */
const START_MS = 60_000;

/**
 * One worker thread. At most one of its jobs computes at a time, so that who is to blame for a long silence is known; the
 * others wait for an answer. A job that computes for too long ends with its thread.
 */
export class Hand {
	readonly #crew: Crew;
	readonly #pool: Pool;
	readonly #worker: Worker;
	readonly #flights = new Map<number, Flight>();
	readonly #resumptions: Resumption[] = [];
	#computing: Flight | undefined;
	#timer: NodeJS.Timeout | undefined;
	/** The processor that it used in all, by its own word (ms). */
	#computedMs = 0;
	#ready = false;
	#over = false;

	constructor(crew: Crew, pool: Pool) {
		this.#crew = crew;
		this.#pool = pool;
		// Nothing of our environment or arguments: it needs none of it.
		this.#worker = new Worker(crew.file(), {
			name: crew.name,
			env: {},
			execArgv: [],
			argv: [],
			resourceLimits: { maxOldGenerationSizeMb: crew.mostMegabytes, maxYoungGenerationSizeMb: 32 },
		});
		this.#worker.on('message', (said: Said) => this.#hears(said));
		// A thread that threw where nothing catches, or lacks memory, is ending: the same as a death.
		const ended = () => this.#dies(this.#ready ? 'ended' : 'not-started');
		this.#worker.on('error', ended).on('exit', ended);
		this.#within(START_MS, 'not-started');
		pool.started(this.#worker);
	}

	#within(ms: number, why: Ending): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#dies(why), ms).unref();
	}

	/** It may be given something now. */
	get free(): boolean {
		return this.#ready && !this.#over && !this.#computing && this.#flights.size < this.#crew.together;
	}

	/** Goes on with what may go on: an answer that came, else a new job. */
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

	#begin(flight: Flight): void {
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

	#compute(flight: Flight, told: Told, moved: readonly ArrayBuffer[] = []): void {
		this.#computing = flight;
		this.#watch(flight, flight.begins(performance.now()));
		this.#worker.postMessage(told, [...moved]);
	}

	/** Ends this thread once its job has used its time: of the processor, since on a busy machine others may hold it. */
	#watch(flight: Flight, ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#overdue(flight), ms).unref();
	}

	async #overdue(flight: Flight): Promise<void> {
		// A thread that is in no JavaScript does not say what it used.
		this.#within(this.#crew.mostMs, 'deadline');
		// One that has ended says nothing.
		const used = await this.#worker.cpuUsage().catch(() => undefined);
		if (!used || this.#over || this.#computing !== flight) return;
		const computedMs = (used.user + used.system) / 1_000 - this.#computedMs;
		const left = flight.left(performance.now(), computedMs);
		if (left < 1) this.#dies('deadline', computedMs);
		else this.#watch(flight, left);
	}

	#pauses(flight: Flight, computedMs?: number): void {
		flight.rests(performance.now(), computedMs);
		if (this.#computing !== flight) return;
		clearTimeout(this.#timer);
		this.#computing = undefined;
	}

	#hears(said: Said): void {
		this.#computedMs += said.computedMs;
		if ('ready' in said) {
			clearTimeout(this.#timer);
			this.#ready = true;
			return this.work();
		}
		const flight = this.#flights.get(said.flight);
		// None is left of a thread that is over.
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

	#answers(flight: Flight, { ask, question, argument }: Extract<Said, { question: string }>): void {
		const tell = (told: Told) => {
			// It asked for two things at once: this thread is its own already.
			if (this.#computing === flight) return this.#compute(flight, told);
			this.#resumptions.push({ flight, told });
			this.work();
		};
		flight.answer(question, argument).then(
			(value) => tell({ flight: flight.number, ask, value }),
			(problem: unknown) => tell({ flight: flight.number, ask, fault: inWords(problem) }),
		);
	}

	/** Its thread ends: what computed is to blame, what waited for an answer is begun anew elsewhere. */
	#dies(why: Ending, computedMs?: number): void {
		if (this.#over) return;
		this.#over = true;
		clearTimeout(this.#timer);
		const guilty = this.#computing;
		guilty?.rests(performance.now(), computedMs);
		const left = [...this.#flights.values()];
		this.#flights.clear();
		void this.#worker.terminate();
		this.#pool.gone(this, why);
		for (const flight of left) {
			if (flight === guilty ? flight.died() : flight.interrupted()) this.#pool.again(flight);
			else flight.ends(flight === guilty ? tooCostly() : overloaded());
		}
	}

	/** Ends the thread, whatever it does. */
	async end(): Promise<void> {
		this.#dies('idle');
		await this.#worker.terminate();
	}
}
