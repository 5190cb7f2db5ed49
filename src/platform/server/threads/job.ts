import { availableParallelism } from 'node:os';

/** Asks the thread that gave a job for what only it can know: a register, a document of the web. */
export type AskBack = (question: string, argument: unknown) => Promise<unknown>;

/** Threads that do one kind of work. */
export interface Crew {
	readonly name: string;
	/** What a thread runs: a module that calls `serveJobs`. */
	readonly file: () => URL;
	readonly threads: number;
	/** Threads that stay when nothing is asked; the others end after a minute. */
	readonly kept: number;
	/** Jobs of one thread under way at the same time: one computes, the others wait for an answer. */
	readonly together: number;
	/** Jobs that may wait, in all and for one visitor. */
	readonly waiting: number;
	readonly waitingEach: number;
	/** The processor time that one job may use (ms); ten times as long on the clock, its waits for answers apart. */
	readonly mostMs: number;
	/** Memory of one thread. */
	readonly mostMegabytes: number;
	/** Times a job is given again when its thread died over it. */
	readonly again: number;
}

/**
 * So many threads at most, and fewer than there are processors (one at least): the thread that answers visitors keeps one,
 * whatever priority the system gives the others.
 */
export const threadsBeside = (most: number, processors = availableParallelism()): number =>
	Math.max(1, Math.min(most, processors - 1));

/** A piece of work that a thread can do: what goes in and comes out survives a structured clone. */
export interface Job<In, Out> {
	readonly name: string;
	readonly crew: Crew;
	/** The work itself, where there are no threads: a command, a test. */
	readonly here: (input: In, ask: AskBack) => Promise<Out>;
}

/** How a job is given. */
export interface Giving {
	/** For whom, so that nobody takes the turns of others; never stored or logged. */
	readonly whose?: string | undefined;
	/** Answers what the thread asks. */
	readonly answer?: AskBack;
	/** Told how long it used a processor (ms), whatever came of it. */
	readonly spent?: (ms: number) => void;
}

/** What a thread is handed: a value, and what of it is moved rather than copied. */
export interface Handed<In> {
	readonly input: In;
	readonly moved?: readonly ArrayBuffer[];
}

/** Where heavy work is done. */
export interface Threads {
	/**
	 * Does a job; `hand` gives what it needs, when a thread is ready for it. Refuses with `platform.overloaded` (503) when
	 * too many wait, and with `platform.too-costly` (503) when it computes for too long or needs too much memory.
	 */
	do<In, Out>(job: Job<In, Out>, hand: () => Handed<In>, giving?: Giving): Promise<Out>;
	close(): Promise<void>;
}

const nobodyAnswers: AskBack = async (question) => {
	throw new Error(`Nobody answers « ${question} ».`);
};

/** What a job asks of whoever gave it. */
export const answerOf = ({ answer = nobodyAnswers }: Giving): AskBack => answer;

/** For whatever serves nobody meanwhile: a command, a test. */
export const onThisThread: Threads = {
	do: async (job, hand, giving = {}) => job.here(hand().input, answerOf(giving)),
	close: async () => undefined,
};
