/**
 * Preloaded by the service that a bench measures: notes, each half second, the longest time in which its serving thread
 * answered nobody, and the most processor time that the thread itself spent in one such gap (the rest was somebody else's).
 */
import { appendFile } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** What is noted of half a second (ms). */
export interface LoopNote {
	readonly at: number;
	readonly stall: number;
	readonly own: number;
}

const TICK_MS = 5;
const NOTE_MS = 500;
const file = process.env['LOOP_FILE'];
// The command is run with the same environment, and is not what is measured.
if (isMainThread && file && process.argv[1]?.endsWith('server.ts')) {
	const computed = () => {
		const { user, system } = process.threadCpuUsage();
		return (user + system) / 1000;
	};
	let [stall, own] = [0, 0];
	let [last, lastComputed, noted] = [performance.now(), computed(), performance.now()];
	setInterval(() => {
		const [now, nowComputed] = [performance.now(), computed()];
		stall = Math.max(stall, now - last - TICK_MS);
		own = Math.max(own, nowComputed - lastComputed);
		[last, lastComputed] = [now, nowComputed];
		if (now - noted < NOTE_MS) return;
		const note: LoopNote = { at: Date.now(), stall, own };
		appendFile(file, `${JSON.stringify(note)}\n`, () => undefined);
		[stall, own, noted] = [0, 0, now];
	}, TICK_MS).unref();
}
