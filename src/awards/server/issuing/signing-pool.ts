import type { Worker } from 'node:worker_threads';
import { openThreads, onThisThread as here, type Threads } from '#platform/server';
import type { Job } from '#platform/threads';
import { ISSUING } from '../threads/crews.ts';
import { type ItemResult, type SigningTask, runSigningTask } from './signing-task.ts';

/** A signing task without its private key, which is opened only when a thread is ready. */
export interface SigningJob extends Omit<SigningTask, 'pkcs8'> {
	/** Decrypts the private key into a new buffer, which the caller must wipe; null when nothing is to be signed. Throws if the key cannot be opened now. */
	readonly open: (() => Uint8Array<ArrayBuffer>) | null;
}

/** Threads that lint and sign badges: this one, or workers. */
export interface SigningPool {
	/** How many jobs run at the same time. */
	readonly threads: number;
	/** Badges in one job, and in one write unit. */
	readonly batchSize: number;
	/** Results in the order of the items. Throws `platform.too-costly` (503) when threads keep dying over the job. */
	run(order: SigningJob): Promise<readonly ItemResult[]>;
	/** Stops the threads that were opened for this pool, if any. */
	close(): Promise<void>;
}

/** Badges in one write unit: other writers wait about 10 ms for it. */
const BATCH_SIZE = 50;

function poolOn(threads: Threads, crew = ISSUING): SigningPool {
	const issue: Job<SigningTask, readonly ItemResult[]> = { name: 'issue', crew, here: runSigningTask };
	return {
		threads: threads === here ? 1 : crew.threads,
		batchSize: BATCH_SIZE,
		run: ({ open, ...task }) =>
			threads.do(issue, () => {
				const pkcs8 = open?.() ?? null;
				// Transferred, not copied: this thread no longer holds the key.
				return { input: { ...task, pkcs8 }, moved: pkcs8 ? [pkcs8.buffer] : [] };
			}),
		close: async () => undefined,
	};
}

/** Runs jobs on the current thread, yielding to the event loop: for a command that issues few badges. */
export const onThisThread: SigningPool = poolOn(here);

/** The pool of a world: worker threads wherever visitors are served. */
export const signingPoolOf = ({ threads }: { readonly threads: Threads }): SigningPool =>
	threads === here ? onThisThread : poolOn(threads);

/** Opens threads for one batch; close it afterwards. `seen` is called with each worker as it starts. */
export function openSigningPool(
	threads = ISSUING.threads,
	{
		seen = () => undefined,
		batchSize = BATCH_SIZE,
	}: { seen?: (worker: Worker) => void; batchSize?: number } = {},
): SigningPool {
	const opened = openThreads({ seen });
	return { ...poolOn(opened, { ...ISSUING, threads }), batchSize: batchSize, close: () => opened.close() };
}
