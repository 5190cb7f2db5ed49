import type { Worker } from 'node:worker_threads';
import { FairLine } from '../shares/fair-line.ts';
import type { Log } from '../log.ts';
import { Tally } from '../shares/tally.ts';
import { Flight, overloaded } from './flight.ts';
import { Hand } from './hand.ts';
import type { Crew, Giving, Handed, Job, Threads } from './job.ts';

/** Who is told of threads. */
export interface Watching {
	readonly log?: Log;
	/** Shown each thread as it starts. */
	readonly seen?: (worker: Worker, crew: string) => void;
}

/** Threads in a row that may end before they could work; past it, whoever waits is told. */
const MOST_FAILED_STARTS = 3;

/** The threads of one crew, and who waits for them. */
class CrewPool {
	readonly #crew: Crew;
	readonly #watching: Watching;
	readonly #line: FairLine<Flight>;
	readonly #again: Flight[] = [];
	readonly #hands = new Set<Hand>();
	/** Jobs begun and not ended, by whose they are. */
	readonly #underWay = new Tally();
	#closed = false;
	/** Threads in a row that ended before they could work. */
	#failedStarts = 0;

	constructor(crew: Crew, watching: Watching) {
		this.#crew = crew;
		this.#watching = watching;
		this.#line = new FairLine({ waiting: crew.waiting, waitingEach: crew.waitingEach });
	}

	do(job: string, hand: () => Handed<unknown>, giving: Giving): Promise<unknown> {
		return new Promise((done, fail) => {
			const flight = new Flight(this.#crew, job, hand, giving, (problem, value) => {
				if (flight.begun) this.#underWay.remove(flight.whose);
				if (problem) fail(problem);
				else done(value);
			});
			if (this.#closed) return flight.ends(overloaded());
			this.#line.add(flight.whose, flight)?.ends(overloaded());
			this.#engage();
		});
	}

	/** Has somebody work at what waits: a thread that is free, else one more. */
	#engage(): void {
		if (this.#closed || this.#line.size + this.#again.length === 0) return;
		const free = this.#hands.values().find((hand) => hand.free);
		if (free) free.work();
		else if (this.#hands.size < this.#crew.threads) this.#hands.add(this.#start());
	}

	#start(): Hand {
		const { name, kept } = this.#crew;
		const { log, seen } = this.#watching;
		return new Hand(this.#crew, {
			next: () => this.#next(),
			again: (flight) => {
				if (this.#closed) return flight.ends(overloaded());
				this.#again.push(flight);
				this.#engage();
			},
			gone: (hand, why) => {
				this.#hands.delete(hand);
				if (why !== 'idle') log?.warn('thread.ended', { crew: name, why });
				this.#failedStarts = why === 'not-started' ? this.#failedStarts + 1 : 0;
				if (this.#failedStarts >= MOST_FAILED_STARTS) {
					this.#failedStarts = 0;
					this.#dismiss(() => new Error(`Threads of ${name} do not start.`));
				}
				this.#engage();
			},
			mayGo: () => this.#hands.size > kept,
			started: (worker) => seen?.(worker, name),
		});
	}

	#next(): Flight | undefined {
		const again = this.#again.shift();
		if (again) return again;
		const flight = this.#line.next((whose) => this.#underWay.of(whose));
		if (!flight) return undefined;
		flight.begun = true;
		this.#underWay.add(flight.whose);
		return flight;
	}

	/** Sends away all who wait. */
	#dismiss(why: () => Error): void {
		for (const flight of this.#again.splice(0)) flight.ends(why());
		for (let next = this.#line.next(); next; next = this.#line.next()) next.ends(why());
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#dismiss(overloaded);
		await Promise.all([...this.#hands].map((hand) => hand.end()));
	}
}

/** Opens threads: none starts before a job needs it. */
export function openThreads(watching: Watching = {}): Threads {
	const pools = new Map<Crew, CrewPool>();
	const poolOf = (crew: Crew) => {
		const known = pools.get(crew) ?? new CrewPool(crew, watching);
		pools.set(crew, known);
		return known;
	};
	return {
		do: <In, Out>({ name, crew }: Job<In, Out>, hand: () => Handed<In>, giving: Giving = {}) =>
			poolOf(crew).do(name, hand, giving) as Promise<Out>,
		async close() {
			await Promise.all([...pools.values()].map((pool) => pool.close()));
		},
	};
}
