import type { Worker } from 'node:worker_threads';
import { Refusal } from '#platform';
import { openThreads, jobsOnThisThread as here, type Threads } from '#platform/server';
import type { WorkerPoolConfig, Job } from '#platform/threads';
import { ISSUING_THREADS, OWN_VERIFICATION_THREADS } from '../threads/worker-pools.ts';
import { type ItemResult, type SigningTask, runSigningTask } from './signing-task.ts';

/**
 * A task to lint, sign or check badges, without its private key, which is decrypted only once a thread is
 * ready.
 */
export interface SigningJob extends Omit<SigningTask, 'pkcs8'> {
	/**
	 * Decrypts the private key into a new buffer, which is wiped after use; null when nothing is to be
	 * signed. Throws if the key cannot be decrypted now.
	 */
	readonly open: (() => Uint8Array<ArrayBuffer>) | null;
}

/** What lints, signs and checks badges: worker threads, or the calling thread. */
export interface SigningPool {
	/** How many jobs run at the same time. */
	readonly threads: number;
	/** Most badges in one job, and in one write unit. */
	readonly batchSize: number;
	/**
	 * Runs a task; results are in the order of its items. Throws `platform.too-costly` (503) when each thread
	 * that runs it dies.
	 */
	run(order: SigningJob): Promise<readonly ItemResult[]>;
	/** Stops the threads that were started for this pool, if any. */
	close(): Promise<void>;
}

/** Badges in one write unit: other writers wait about 10 ms for it. */
const BATCH_SIZE = 50;

/**
 * Tasks of up to this many badges go to the thread reserved for our own badges, so that a single badge waits
 * neither for a thread to start nor for a batch.
 */
const FEW = 4;

function poolOn(threads: Threads, workers = ISSUING_THREADS, workersForFew = workers): SigningPool {
	const issueOn = (pool: WorkerPoolConfig): Job<SigningTask, readonly ItemResult[]> => ({
		name: 'issue',
		pool,
		here: runSigningTask,
	});
	const [many, few] = [issueOn(workers), issueOn(workersForFew)];
	return {
		threads: threads === here ? 1 : workers.threads,
		batchSize: BATCH_SIZE,
		async run({ open, ...task }) {
			const runOn = (job: typeof many) =>
				threads.do(job, () => {
					const pkcs8 = open?.() ?? null;
					// Transferred, not copied: this thread no longer holds the key.
					return { input: { ...task, pkcs8 }, moved: pkcs8 ? [pkcs8.buffer] : [] };
				});
			if (task.items.length > FEW) return runOn(many);
			try {
				return await runOn(few);
			} catch (problem) {
				// Too many pages wait for the reserved thread: use the threads for batches instead, so that
				// the badge does not wait for pages.
				if (problem instanceof Refusal && problem.code === 'platform.overloaded') return runOn(many);
				throw problem;
			}
		},
		close: async () => undefined,
	};
}

/**
 * A signing pool that works on the calling thread, and yields to the event loop: for a command that issues
 * few badges.
 */
export const callingThreadSigningPool: SigningPool = poolOn(here);

/**
 * Returns the signing pool of a world: worker threads wherever visitors are served, otherwise the calling
 * thread.
 */
export const signingPoolOf = ({ threads }: { readonly threads: Threads }): SigningPool =>
	threads === here ? callingThreadSigningPool : poolOn(threads, ISSUING_THREADS, OWN_VERIFICATION_THREADS);

/**
 * Opens a signing pool with threads of its own, for one large batch; the caller must close it. `seen` is
 * called with each worker as it starts.
 */
export function openSigningPool(
	threads = ISSUING_THREADS.threads,
	{
		seen = () => undefined,
		batchSize = BATCH_SIZE,
	}: { seen?: (worker: Worker) => void; batchSize?: number } = {},
): SigningPool {
	const opened = openThreads({ seen });
	return {
		...poolOn(opened, { ...ISSUING_THREADS, threads }),
		batchSize: batchSize,
		close: () => opened.close(),
	};
}
