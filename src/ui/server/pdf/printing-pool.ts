import { type WorkerPoolConfig, type Threads, workerFile } from '#platform/threads';

/**
 * The settings of the thread that writes PDFs and draws preview cards: one job at a time; at most 40 wait, 20
 * of them for one visitor.
 */
export const PRINTING: WorkerPoolConfig = {
	name: 'printing',
	file: () => workerFile('printing-worker', import.meta.url),
	threads: 1,
	keptIdle: 0,
	jobsPerThread: 1,
	waiting: 40,
	waitingEach: 20,
	mostProcessorMs: 10_000,
	mostMegabytes: 192,
	restarts: 1,
};

/** With which threads a PDF is written, and for which visitor. */
export interface PrintContext {
	readonly threads: Threads;
	readonly whose?: string;
}
