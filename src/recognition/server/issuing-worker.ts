/** What a worker thread runs: each message is a task, each answer what came of it. An input of the build of its own. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type Finding, type Task, work } from './issuance-work.ts';

/** What a worker answers; a fault of the program, never a badge’s, is told in words. */
export type Answer = { readonly found: readonly Finding[] } | { readonly failed: string };

// Whoever waits for a page comes first. On Linux this is the priority of this thread alone, elsewhere of the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', (task: Task) => {
	work(task).then(
		(found) => parentPort?.postMessage({ found } satisfies Answer),
		({ name, message }: Error) => parentPort?.postMessage({ failed: `${name}: ${message}` } satisfies Answer),
	);
});
