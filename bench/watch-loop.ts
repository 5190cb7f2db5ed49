/**
 * Preloaded by the service that a bench measures, on Linux: notes, each half second, the longest time in which its serving
 * thread answered nobody, and what that thread did meanwhile.
 */
import { appendFile, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** What is noted of half a second (ms). */
export interface LoopNote {
	readonly at: number;
	/** The longest time between two turns of its loop. */
	readonly stall: number;
	/** The most that the thread itself computed in one such time. */
	readonly own: number;
	/** The most of one such time that it did not spend waiting for a processor that others had. */
	readonly ours: number;
}

const TICK_MS = 5;
const NOTE_MS = 500;
const file = process.env['LOOP_FILE'];
// The command is run with the same environment, and is not what is measured.
if (isMainThread && file && process.argv[1]?.endsWith('server.ts')) {
	/** What this thread computed since it began, and waited for a processor (ms). */
	const spent = () => {
		const { user, system } = process.threadCpuUsage();
		const [, queued = '0'] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
		return { at: performance.now(), computed: (user + system) / 1000, queued: Number(queued) / 1e6 };
	};
	let [stall, own, ours] = [0, 0, 0];
	let last = spent();
	let noted = last.at;
	setInterval(() => {
		const now = spent();
		const between = now.at - last.at - TICK_MS;
		stall = Math.max(stall, between);
		own = Math.max(own, now.computed - last.computed);
		ours = Math.max(ours, between - (now.queued - last.queued));
		last = now;
		if (now.at - noted < NOTE_MS) return;
		const note: LoopNote = { at: Date.now(), stall, own, ours };
		appendFile(file, `${JSON.stringify(note)}\n`, () => undefined);
		[stall, own, ours, noted] = [0, 0, 0, now.at];
	}, TICK_MS).unref();
}
