import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gauge, type Metric } from './metric.ts';

/** How often (ms) the event loop is asked how late it is. */
const RESOLUTION_MS = 20;
/** How long (ms) delays are gathered before those before them are forgotten. */
const WINDOW_MS = 30_000;
const QUANTILES = [
	['p50', 50, 'Median'],
	['p99', 99, '99th percentile'],
	['max', 100, 'Longest'],
] as const;

/** How late the event loop of a thread was lately, and the end of the watch. */
export interface EventLoopDelays {
	readonly metrics: () => readonly Metric[];
	readonly stop: () => void;
}

/**
 * Watches how late the event loop of this thread is: what anybody waits for before anything is done for them.
 * The metrics cover the last thirty to sixty seconds, whoever reads it and however often.
 */
export function watchEventLoop(): EventLoopDelays {
	const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delays.enable();
	// A delay is the time from one look to the next: that of an idle loop is one interval.
	const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
	const lately = () =>
		delays.count === 0
			? undefined
			: QUANTILES.map(([, percent]) => late(percent === 100 ? delays.max : delays.percentile(percent)));
	let before: readonly number[] | undefined;
	const turn = setInterval(() => {
		before = lately();
		delays.reset();
	}, WINDOW_MS).unref();
	return {
		metrics() {
			const now = lately();
			return QUANTILES.map(([name, , which], at) =>
				gauge(
					`macaron_event_loop_delay_${name}_seconds`,
					`${which} of how late the thread that answers was, in the last half minute to minute.`,
					now || before ? Math.max(now?.[at] ?? 0, before?.[at] ?? 0) : undefined,
				),
			);
		},
		stop() {
			clearInterval(turn);
			delays.disable();
		},
	};
}

/** The memory, processor time and age of this process, under the names that Prometheus gives them everywhere. */
export function processMetrics(): readonly Metric[] {
	const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
	const { user, system } = process.cpuUsage();
	return [
		{
			name: 'process_cpu_seconds_total',
			help: 'Processor time used by all threads, in seconds.',
			type: 'counter',
			samples: [{ value: (user + system) / 1e6 }],
		},
		gauge('process_resident_memory_bytes', 'Resident memory, all threads together.', rss),
		gauge(
			'process_start_time_seconds',
			'When the process began, in seconds since 1970.',
			Math.round(performance.timeOrigin) / 1000,
		),
		gauge('nodejs_heap_size_used_bytes', 'Heap in use on the thread that answers.', heapUsed),
		gauge('nodejs_heap_size_total_bytes', 'Heap taken by the thread that answers.', heapTotal),
		gauge('nodejs_external_memory_bytes', 'Memory outside the heap that its objects hold.', external),
	];
}
