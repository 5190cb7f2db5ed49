import type { Worker } from 'node:worker_threads';
import { openThreads, onThisThread as here, type Threads } from '#platform/server';
import type { Job } from '#platform/threads';
import { ISSUING } from '../threads/crews.ts';
import { type Finding, type Task, work } from './signing-task.ts';

/** A task without its key, which is opened only when a thread is ready for it. */
export interface Order extends Omit<Task, 'pkcs8'> {
	/** Opens the private key: bytes of their own, wiped by whoever gets them. Throws when it cannot be opened now. */
	readonly open: (() => Uint8Array<ArrayBuffer>) | null;
}

/** Where texts are linted and signed: on this thread, or on others. */
export interface Workshop {
	/** How many orders are worked on at the same time. */
	readonly threads: number;
	/** How many badges are in one order, and are written in one unit. */
	readonly atOnce: number;
	/** Refuses with `platform.too-costly` (503) when threads keep dying over it. */
	order(order: Order): Promise<readonly Finding[]>;
	/** Stops the threads that were opened for it, if any. */
	close(): Promise<void>;
}

/** Badges written in one unit: few enough that other writers wait an instant only. */
const AT_ONCE = 50;

function workshopOn(threads: Threads, crew = ISSUING): Workshop {
	const issue: Job<Task, readonly Finding[]> = { name: 'issue', crew, here: work };
	return {
		threads: threads === here ? 1 : crew.threads,
		atOnce: AT_ONCE,
		order: ({ open, ...task }) =>
			threads.do(issue, () => {
				const pkcs8 = open?.() ?? null;
				// Moved, not copied: this thread holds the key no more.
				return { input: { ...task, pkcs8 }, moved: pkcs8 ? [pkcs8.buffer] : [] };
			}),
		close: async () => undefined,
	};
}

/** What is done on this very thread, with moments left to others: for a command that has few badges to issue. */
export const onThisThread: Workshop = workshopOn(here);

/** The threads of a world: others wherever visitors are served. */
export const workshopOf = ({ threads }: { readonly threads: Threads }): Workshop =>
	threads === here ? onThisThread : workshopOn(threads);

/** Threads for the life of one batch; `seen` is shown each as it starts. */
export function openWorkshop(
	threads = ISSUING.threads,
	{ seen = () => undefined, atOnce = AT_ONCE }: { seen?: (worker: Worker) => void; atOnce?: number } = {},
): Workshop {
	const opened = openThreads({ seen });
	return { ...workshopOn(opened, { ...ISSUING, threads }), atOnce, close: () => opened.close() };
}
