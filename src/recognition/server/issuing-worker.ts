/** What a worker thread runs: each message is a task, each answer what came of it. An input of the build of its own. */
import { parentPort } from 'node:worker_threads';
import { type Finding, type Task, work } from './issuance-work.ts';

/** What a worker answers; a fault of the program, never a badge’s, is told in words. */
export type Answer = { readonly found: readonly Finding[] } | { readonly failed: string };

parentPort?.on('message', (task: Task) => {
	work(task).then(
		(found) => parentPort?.postMessage({ found } satisfies Answer),
		({ name, message }: Error) => parentPort?.postMessage({ failed: `${name}: ${message}` } satisfies Answer),
	);
});
