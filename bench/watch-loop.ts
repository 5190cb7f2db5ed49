/**
 * A program preloaded (`--import`) into the service that a bench measures, on Linux. Every half second it
 * appends to the file `LOOP_FILE` a line of JSON: how long the event loop of the serving thread was blocked,
 * and what the thread did meanwhile.
 */
import { appendFile, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** How long the event loop was blocked during one half second; all times in milliseconds. */
export interface LoopNote {
	readonly at: number;
	/** The longest time (ms) between two turns of the event loop. */
	readonly stall: number;
	/** The most processor time (ms) that the thread used between two turns of its event loop. */
	readonly own: number;
	/**
	 * The longest time (ms) between two turns of the event loop, less the time that the thread waited for a
	 * processor that others used.
	 */
	readonly ours: number;
}

const TICK_MS = 5;
const NOTE_MS = 500;
const file = process.env['LOOP_FILE'];
// Only the serving thread is measured: the `macaron` command inherits this environment too.
if (isMainThread && file && process.argv[1]?.endsWith('server.ts')) {
	/**
	 * Reads how much processor time this thread has used since it started, and how long it has waited for a
	 * processor (ms).
	 */
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
