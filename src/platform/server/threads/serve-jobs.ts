import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { AskBack } from './job.ts';
import { inWords, type Said, type Told } from './messages.ts';

/** A job as a thread does it. */
export type Doing = (input: never, ask: AskBack) => Promise<unknown>;

interface Asked {
	readonly answered: (value: unknown) => void;
	readonly failed: (fault: Error) => void;
}

/** What a worker thread runs: does the jobs it is told, by their names, and asks back for what it lacks. */
export function serveJobs(jobs: Readonly<Record<string, Doing>>): void {
	// Whoever waits for a page comes first. On Linux this is the priority of this thread alone, elsewhere of the whole process.
	if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
	const asked = new Map<number, Asked>();
	let asks = 0;
	const say = (said: Said) => parentPort?.postMessage(said);
	let before = { user: 0, system: 0 };
	/** The processor that this thread used since it was last told or said something: it does one thing at a time. */
	const computedMs = () => {
		const { user, system } = process.threadCpuUsage(before);
		before = process.threadCpuUsage();
		return (user + system) / 1_000;
	};

	const begin = async ({ flight, job, input }: Extract<Told, { job: string }>) => {
		const ask: AskBack = (question, argument) =>
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
			say({ flight, computedMs: computedMs(), failed: inWords(problem) });
		}
	};

	parentPort?.on('message', (told: Told) => {
		before = process.threadCpuUsage();
		if ('job' in told) return void begin(told);
		const waiting = asked.get(told.ask);
		asked.delete(told.ask);
		if ('fault' in told) waiting?.failed(new Error(told.fault));
		else waiting?.answered(told.value);
	});
	say({ ready: true, computedMs: computedMs() });
}
