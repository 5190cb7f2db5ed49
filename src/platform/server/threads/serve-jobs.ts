import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { AskCallingThread } from './job.ts';
import { errorAsText, type FromThread, type ToThread } from './messages.ts';

/** The function that does a job on a worker thread; `ask` puts a question to the thread that gave the job. */
export type JobHandler = (input: never, ask: AskCallingThread) => Promise<unknown>;

interface Asked {
	readonly answered: (value: unknown) => void;
	readonly failed: (fault: Error) => void;
}

/**
 * Main loop of a worker thread: runs the jobs it receives, by name. What a job asks for while it runs is
 * requested from the calling thread, and the answer is handed back to the job.
 */
export function serveJobs(jobs: Readonly<Record<string, JobHandler>>): void {
	// Lower priority, so that visitors who wait for a page come first. On Linux this concerns this thread
	// only; elsewhere it would concern the whole process.
	if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
	const asked = new Map<number, Asked>();
	let asks = 0;
	const say = (said: FromThread) => parentPort?.postMessage(said);
	let before = { user: 0, system: 0 };
	/**
	 * Processor time of this thread (ms) since its last message in either direction; it runs one job at a
	 * time.
	 */
	const computedMs = () => {
		const { user, system } = process.threadCpuUsage(before);
		before = process.threadCpuUsage();
		return (user + system) / 1_000;
	};

	const begin = async ({ flight, job, input }: Extract<ToThread, { job: string }>) => {
		const ask: AskCallingThread = (question, argument) =>
			new Promise((answered, failed) => {
				asks += 1;
				asked.set(asks, { answered, failed });
				say({ flight, computedMs: computedMs(), ask: asks, question, argument });
			});
		try {
			const doing = jobs[job];
			if (!doing) throw new Error(`No job is called « ${job} ».`);
			const done = await doing(input as never, ask);
			say({ flight, computedMs: computedMs(), done });
		} catch (problem) {
			say({ flight, computedMs: computedMs(), failed: errorAsText(problem) });
		}
	};

	parentPort?.on('message', (told: ToThread) => {
		before = process.threadCpuUsage();
		if ('job' in told) return void begin(told);
		const waiting = asked.get(told.ask);
		asked.delete(told.ask);
		if ('fault' in told) waiting?.failed(new Error(told.fault));
		else waiting?.answered(told.value);
	});
	say({ ready: true, computedMs: computedMs() });
}
