import { type WorkerPoolConfig, workerThreadCount, workerFile } from '#platform/threads';

const file = () => workerFile('badge-worker', import.meta.url);

/** Worker threads that verify badges given by visitors: untrusted input, so few threads and tight limits. */
export const VISITOR_VERIFICATION_THREADS: WorkerPoolConfig = {
	name: 'visitors',
	file,
	threads: workerThreadCount(2),
	keptIdle: 1,
	jobsPerThread: 8,
	waiting: 64,
	waitingEach: 32,
	mostProcessorMs: 5_000,
	mostMegabytes: 192,
	restarts: 0,
};

/**
 * The worker thread that verifies our own badges, for pages and for issuing; visitors cannot keep it busy.
 */
export const OWN_VERIFICATION_THREADS: WorkerPoolConfig = {
	...VISITOR_VERIFICATION_THREADS,
	name: 'ours',
	threads: 1,
	waiting: 256,
	waitingEach: 64,
	restarts: 1,
};

/** Worker threads that lint and sign badges in batches of up to fifty. */
export const ISSUING_THREADS: WorkerPoolConfig = {
	...OWN_VERIFICATION_THREADS,
	name: 'issuing',
	threads: workerThreadCount(4),
	keptIdle: 0,
	jobsPerThread: 1,
	waiting: Infinity,
	waitingEach: Infinity,
	mostProcessorMs: 60_000,
	mostMegabytes: 256,
	restarts: 2,
};
