/** The module that worker threads run in the tests of this folder. */
import { pbkdf2Sync } from 'node:crypto';
import { getPriority } from 'node:os';
import { isMainThread, threadId } from 'node:worker_threads';
import { serveJobs } from './serve-jobs.ts';
import type { AskCallingThread } from './job.ts';

/**
 * Lets time pass in steps of a millisecond with almost no processor time, as when other processes hold the
 * processor.
 */
const doze = (ms: number) => {
	const wakes = new Int32Array(new SharedArrayBuffer(4));
	const end = performance.now() + ms;
	while (performance.now() < end) Atomics.wait(wakes, 0, 0, 1);
};
const forEver = () => {
	for (;;);
};

/** Jobs for the tests of threads: some answer or ask, others fail, never end, exit or use up memory. */
export const DOINGS = {
	where: async () => ({ isMainThread, threadId }),
	priority: async () => getPriority(),
	double: async (n: number) => n * 2,
	askTwice: async (_: unknown, ask: AskCallingThread) => [await ask('first', 1), await ask('second', 2)],
	askTogether: async (_: unknown, ask: AskCallingThread) => Promise.all([ask('first', 1), ask('second', 2)]),
	forEver: async () => forEver(),
	doze: async (ms: number) => (doze(ms), 'rested'),
	/** Runs native code for a second or more, which cannot be interrupted. */
	native: async () => pbkdf2Sync('a', 'b', 3_000_000, 64, 'sha512').length,
	askThenForEver: async (_: unknown, ask: AskCallingThread) => {
		await ask('first', 1);
		forEver();
	},
	exit: async () => process.exit(3),
	throwLater: () =>
		new Promise<never>(() => {
			setTimeout(() => {
				throw new Error('nobody catches');
			});
		}),
	allMemory: async () => {
		const all: string[][] = [];
		for (;;) all.push(Array.from({ length: 100_000 }, (_, at) => `${at}${all.length}`));
	},
	fail: async () => {
		throw new RangeError('no such thing');
	},
	unspeakable: async () => () => 1,
};

serveJobs(DOINGS);
