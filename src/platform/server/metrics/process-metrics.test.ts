import { expect, test } from 'vitest';
import { processMetrics, watchEventLoop } from './process-metrics.ts';

test('a loop that is held up is seen to be late, and not after nobody looks', async () => {
	const watched = watchEventLoop();
	const values = () => watched.metrics().flatMap(({ samples }) => samples.map(({ value }) => value));
	const worst = () => values()[2] ?? 0;
	await expect.poll(() => values().length, { interval: 25 }).toBe(3);
	// Holds this thread up for a fifth of a second, without asking the clock.
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
	await expect.poll(worst, { interval: 25 }).toBeGreaterThan(0.1);
	watched.stop();
	expect(values()).toEqual(values().toSorted((a, b) => a - b));
	expect(watched.metrics().map(({ name }) => name)).toEqual([
		'macaron_event_loop_delay_p50_seconds',
		'macaron_event_loop_delay_p99_seconds',
		'macaron_event_loop_delay_max_seconds',
	]);
});

test('what a process uses has the names and units of every Prometheus client', () => {
	const found = new Map(processMetrics().map(({ name, samples }) => [name, samples[0]?.value ?? 0]));
	expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
	expect(found.get('process_cpu_seconds_total')).toBeGreaterThan(0);
	expect(found.get('process_start_time_seconds')).toBeGreaterThan(1_700_000_000);
	expect(found.get('nodejs_heap_size_used_bytes')).toBeLessThanOrEqual(
		found.get('nodejs_heap_size_total_bytes') ?? 0,
	);
});
