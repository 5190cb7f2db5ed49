/**
 * `npm run faults -- fetching`: fetches from a hostile site on loopback under the service's real limits.
 * Prints one line per attack with its time and memory, then the counts as one JSON line. Exits with 1 on any
 * failure.
 */
import { FETCH_LIMITS } from '../../../src/platform/server/fetch/limits.ts';
import { FETCH_CASES, openStage } from '../fetching-cases.ts';

const PATIENCE_MS = 500;
/** Milliseconds that one verification may take at most, whatever it fetches. */
const LONGEST_MS = 10_000;
const MOST_MEGABYTES = 50;
const MEGABYTE = 1024 * 1024;

let escaped = 0;
for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
	process.on(fault, (problem: unknown) => {
		escaped += 1;
		console.error(`${fault}: ${problem instanceof Error ? problem.message : 'unknown'}`);
	});
}

const stage = await openStage(FETCH_LIMITS);
// The first request warms up: it loads the modules that all the others need.
await stage.fetch('https://site.example/badge.json?warm', { accept: 'document' });
let failed = 0;
for (const one of FETCH_CASES) {
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
	const began = performance.now();
	const answer = await one.run(stage);
	const ms = Math.round(performance.now() - began);
	clearInterval(watch);
	const megabytes = Math.round((Math.max(peak, process.memoryUsage().rss) - before) / MEGABYTE);
	const waited = one.waits ? FETCH_LIMITS[one.waits] * (one.times ?? 1) : 0;
	const most = Math.min(waited, LONGEST_MS) + PATIENCE_MS;
	const good = one.expected.includes(answer) && ms < most && megabytes < MOST_MEGABYTES;
	if (!good) failed += 1;
	const figures = `${String(ms).padStart(5)} ms (most ${most}) ${String(megabytes).padStart(3)} MB`;
	console.log(`${good ? 'ok    ' : 'FAILED'} ${figures}  ${one.name}: ${answer}`);
}
const trapped = stage.trap.seen.requests;
await new Promise((later) => setTimeout(later, PATIENCE_MS));
const left = stage.site.seen.together;
await stage.close();
console.log(JSON.stringify({ cases: FETCH_CASES.length, failed, trapped, escaped, left }));
process.exitCode = failed + trapped + escaped + left === 0 ? 0 : 1;
