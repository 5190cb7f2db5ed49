import { availableParallelism } from 'node:os';

/**
 * The function by which a job on a worker thread asks the calling thread for what only that thread can reach,
 * such as a register or a document from the web. `question` is the name of what is asked, `argument` its
 * details.
 */
export type AskCallingThread = (question: string, argument: unknown) => Promise<unknown>;

/**
 * Describes the worker threads for one kind of work: their module, their number and the limits of their jobs.
 */
export interface WorkerPoolConfig {
	readonly name: string;
	/** The module that each thread runs; it calls `serveJobs`. */
	readonly file: () => URL;
	readonly threads: number;
	/** Number of idle threads that are kept; others end after a minute without work. */
	readonly keptIdle: number;
	/** Most jobs under way on one thread: one computes, the others wait for answers. */
	readonly jobsPerThread: number;
	/** Most jobs that may wait in the queue: in all (`waiting`), and per visitor (`waitingEach`). */
	readonly waiting: number;
	readonly waitingEach: number;
	/**
	 * Processor time allowed per job (ms). Elapsed time, not counting waits for answers, may be ten times as
	 * long.
	 */
	readonly mostProcessorMs: number;
	/** Memory limit of one thread (megabytes). */
	readonly mostMegabytes: number;
	/** How often a job is restarted when its thread died while running it. */
	readonly restarts: number;
}

/**
 * Returns how many threads to use: at most `most`, and at most one fewer than the processors, but at least 1.
 * So the thread that answers visitors keeps a processor, whatever priority the system gives the others.
 */
export const workerThreadCount = (most: number, processors = availableParallelism()): number =>
	Math.max(1, Math.min(most, processors - 1));

/** A kind of job that a worker thread can run; its input and output must survive a structured clone. */
export interface Job<In, Out> {
	readonly name: string;
	readonly pool: WorkerPoolConfig;
	/** Does the work on the calling thread, where there are no worker threads: in a command or a test. */
	readonly here: (input: In, ask: AskCallingThread) => Promise<Out>;
}

/** Options of one run of a job. */
export interface JobOptions {
	/**
	 * The visitor that the job is for, so that nobody takes other visitors' turns; never stored or logged.
	 */
	readonly whose?: string | undefined;
	/** Answers the questions that the job asks while it runs. */
	readonly answer?: AskCallingThread;
	/** Called with the processor time that the job used (ms), whatever its outcome. */
	readonly spent?: (ms: number) => void;
}

/** A job's input, and those of its buffers that are transferred to the thread rather than copied. */
export interface JobInput<In> {
	readonly input: In;
	readonly moved?: readonly ArrayBuffer[];
}

/** What a group of worker threads does now. */
export interface WorkerPoolState {
	readonly pool: string;
	/** Jobs that wait for a thread. */
	readonly waiting: number;
	/** Jobs under way, computing or waiting for an answer. */
	readonly underWay: number;
	/** Threads that stand, idle ones too. */
	readonly threads: number;
}

/** Runs heavy jobs: on worker threads in the service, on the calling thread in a command. */
export interface Threads {
	/**
	 * Runs a job and returns its output; `hand` is called for its input once a thread is ready. Throws
	 * `platform.overloaded` (503) when too many jobs wait, and `platform.too-costly` (503) when the job takes
	 * too much time or memory.
	 */
	do<In, Out>(job: Job<In, Out>, hand: () => JobInput<In>, giving?: JobOptions): Promise<Out>;
	/** Returns what each group of threads that was ever needed does now; nothing where there are none. */
	state?(): readonly WorkerPoolState[];
	close(): Promise<void>;
}

const nobodyAnswers: AskCallingThread = async (question) => {
	throw new Error(`Nobody answers « ${question} ».`);
};

/** Returns the function that answers a job's questions; by default it rejects. */
export const answererOf = ({ answer = nobodyAnswers }: JobOptions): AskCallingThread => answer;

/** Runs jobs on the calling thread, where nobody is being served: in a command or a test. */
export const jobsOnThisThread: Threads = {
	do: async (job, hand, giving = {}) => job.here(hand().input, answererOf(giving)),
	close: async () => undefined,
};
