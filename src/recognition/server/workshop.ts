import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Finding, type Task, work } from './issuance-work.ts';
import type { Answer } from './issuing-worker.ts';

/** A task without its key, which is opened only when a thread is ready for it. */
export interface Order extends Omit<Task, 'pkcs8'> {
	/** Opens the private key: bytes of their own, wiped by whoever gets them. Throws when it cannot be opened now. */
	readonly open: (() => Uint8Array<ArrayBuffer>) | null;
}

/** Where texts are linted and signed: on this thread, or on others. */
export interface Workshop {
	/** How many orders are worked on at the same time. */
	readonly threads: number;
	order(order: Order): Promise<readonly Finding[]>;
	/** Stops the threads, if any. */
	close(): Promise<void>;
}

/** What is done on this very thread, with moments left to others. */
export const onThisThread: Workshop = {
	threads: 1,
	order: async ({ open, ...task }) => work({ ...task, pkcs8: open?.() ?? null }),
	close: async () => undefined,
};

/** Threads beyond this would only wait for the database. */
const MOST_THREADS = 4;
/** Deaths of a thread over one order, after which it is done on this one. */
const MOST_DEATHS = 2;

/** Where the worker stands: beside this file as source, at the root of what the build made. */
function workerFile(): URL {
	if (import.meta.url.endsWith('.ts')) return new URL('./issuing-worker.ts', import.meta.url);
	const places = ['./', '../', '../../'].map((up) => new URL(`${up}issuing-worker.js`, import.meta.url));
	const found = places.find((place) => existsSync(place));
	if (!found) throw new Error('The build lacks issuing-worker.js.');
	return found;
}

/** A thread ended before it answered. */
class Died extends Error {}

function start(): Worker {
	// Nothing of our environment or arguments: it needs none of it.
	const worker = new Worker(workerFile(), { name: 'issuing', env: {}, execArgv: [], argv: [] });
	worker.unref();
	return worker;
}

/** Gives one order to a thread; `Died` if it ends first. */
function handOver(worker: Worker, { open, ...order }: Order): Promise<readonly Finding[]> {
	const pkcs8 = open?.() ?? null;
	return new Promise((done, fail) => {
		const off = () => {
			worker.off('message', answered).off('error', ends).off('exit', ends).unref();
		};
		const ends = () => (off(), fail(new Died()));
		const answered = (answer: Answer) => {
			off();
			if ('found' in answer) done(answer.found);
			else fail(new Error(answer.failed));
		};
		// A thread that threw where nothing catches is ending: the same as a death.
		worker.once('message', answered).once('error', ends).once('exit', ends).ref();
		// Moved, not copied: this thread holds the key no more.
		worker.postMessage({ ...order, pkcs8 } satisfies Task, pkcs8 ? [pkcs8.buffer] : []);
	});
}

/**
 * Worker threads for the life of one batch. One that dies is replaced and its order given again; an order over which
 * threads keep dying is done on this thread. `seen` is shown each thread as it starts.
 */
export function openWorkshop(
	threads = Math.min(availableParallelism(), MOST_THREADS),
	seen: (worker: Worker) => void = () => undefined,
): Workshop {
	const idle: Worker[] = [];
	const alive = new Set<Worker>();
	const waiting: (() => void)[] = [];
	let busy = 0;

	function engage(): Worker {
		const known = idle.pop();
		if (known) return known;
		const worker = start();
		alive.add(worker);
		worker.once('exit', () => {
			alive.delete(worker);
			if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
		});
		// Without a listener, a fault between two orders would end the whole process.
		worker.on('error', () => undefined);
		seen(worker);
		return worker;
	}

	async function attempt(order: Order): Promise<readonly Finding[]> {
		for (let deaths = 0; deaths < MOST_DEATHS; deaths += 1) {
			const worker = engage();
			try {
				const found = await handOver(worker, order);
				idle.push(worker);
				return found;
			} catch (problem) {
				if (!(problem instanceof Died)) {
					idle.push(worker);
					throw problem;
				}
				await worker.terminate();
			}
		}
		return onThisThread.order(order);
	}

	return {
		threads,
		async order(order) {
			while (busy >= threads) await new Promise<void>((free) => waiting.push(free));
			busy += 1;
			try {
				return await attempt(order);
			} finally {
				busy -= 1;
				waiting.shift()?.();
			}
		},
		async close() {
			await Promise.all([...alive].map((worker) => worker.terminate()));
		},
	};
}
