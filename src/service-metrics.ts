import { backupState } from '#backup/server';
import { openSessionCount } from '#identity/server';
import {
	Counter,
	deliveryCounts,
	errorCode,
	type EventLoopDelays,
	gauge,
	Histogram,
	type Metric,
	metricsText,
	openMailCounts,
	processMetrics,
	watchEventLoop,
	withMeasuredWrites,
	type World,
} from '#platform/server';
import { issuingHalts, issuingState } from '#awards/server';

/** How long (ms) what was gathered is given again, to whoever reads it next. */
const KEPT_MS = 10_000;
/** Where counting rows stops: an operator needs to know that there are many, not how many more. */
const MOST_COUNTED = 20_000;
/** Upper bounds (s) of the durations of requests and of write units. */
const REQUEST_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WRITE_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

const requests = new Counter(
	'macaron_requests_total',
	'Requests answered, by group of routes and status. Static parts are not counted.',
	['group', 'status'],
);
const durations = new Histogram(
	'macaron_request_seconds',
	'How long requests took to be answered, by group of routes.',
	REQUEST_BOUNDS,
	'group',
);
const writeWaits = new Histogram(
	'macaron_write_wait_seconds',
	'How long write units waited for those before them.',
	WRITE_BOUNDS,
);
const writeTimes = new Histogram(
	'macaron_write_seconds',
	'How long write units took, to the disk included.',
	WRITE_BOUNDS,
);

/** The group of a route: the audience of its pages, by the id of the route; `other` for no route of ours. */
export const routeGroup = (route: string | null): string =>
	/^\/\((public|learner|adviser|admin|operator|machine)\)(\/|$)/.exec(route ?? '')?.[1] ?? 'other';

/** Counts an answered request, and how long (ms) it took. */
export function countRequest(route: string | null, status: number, ms: number): void {
	const group = routeGroup(route);
	requests.add(`${group} ${status}`);
	durations.add(ms / 1000, group);
}

/** Counts a request that was refused before any page was asked for it: unknown host, too large a body… */
export const countRefusal = (status: number): void => requests.add(`refused ${status}`);

/** The database of a world, whose write units are measured from now on. */
export function withMeasures(world: World): {
	readonly measured: World;
	readonly writesWaiting: () => number;
} {
	const { db, waiting } = withMeasuredWrites(world.db, {
		began: (seconds) => writeWaits.add(seconds),
		ended: (seconds) => writeTimes.add(seconds),
	});
	return { measured: { ...world, db }, writesWaiting: waiting };
}

type Part = readonly [name: string, read: () => Promise<readonly Metric[]> | readonly Metric[]];

/** What the database says: all of it bounded, by an index. */
const storedParts = (world: World): readonly Part[] => [
	[
		'events',
		async () => {
			const { waiting, failing } = await deliveryCounts(world.db.read, MOST_COUNTED);
			return [
				gauge('macaron_events_waiting', 'Events that a listener has yet to handle.', waiting),
				gauge('macaron_events_failing', 'Of these, those that failed and are tried again.', failing),
			];
		},
	],
	[
		'mails',
		async () => {
			const { waiting, failed, uncertain } = await openMailCounts(world.db.read, MOST_COUNTED);
			return [
				gauge('macaron_mails_waiting', 'Mails that the mail server has not accepted yet.', waiting),
				gauge('macaron_mails_failed', 'Mails refused or given up in the last thirty days.', failed),
				gauge('macaron_mails_uncertain', 'Of both, those that may have arrived all the same.', uncertain),
			];
		},
	],
	[
		'sessions',
		async () => [
			gauge(
				'macaron_sessions_open',
				'Sessions that have not expired.',
				await openSessionCount(world.db.read, world.now(), MOST_COUNTED),
			),
		],
	],
	[
		'issuing',
		async () => [
			gauge('macaron_issuing_halts', 'Halts of issuing in force.', (await issuingHalts(world)).length),
			gauge(
				'macaron_issuing_ready',
				'1 when the sealing key opens the keys that sign badges, otherwise 0.',
				(await issuingState(world)) === 'ok' ? 1 : 0,
			),
		],
	],
];

/** What the machine says of the database's files, its disk and the backups. */
const diskParts = (world: World): readonly Part[] => [
	[
		'disk',
		async () => {
			const sizes = await world.db.sizes?.();
			const space = await world.db.diskSpace?.();
			return [
				gauge('macaron_database_bytes', 'Size of the database.', sizes?.database),
				gauge('macaron_database_wal_bytes', 'Size of the database’s journal (WAL).', sizes?.wal),
				gauge('macaron_disk_free_bytes', 'Room left on the database’s disk.', space?.freeBytes),
				gauge('macaron_disk_size_bytes', 'Size of the database’s disk.', space?.totalBytes),
			];
		},
	],
	[
		'backup',
		() => {
			const backup = backupState(world);
			return [
				gauge(
					'macaron_backup_age_seconds',
					'Age of the last backup that was tried out; absent when there is none.',
					backup?.ageSeconds ?? undefined,
				),
				gauge(
					'macaron_backup_late',
					'1 when it is older than twice BACKUP_EVERY; absent when none is scheduled.',
					backup && (backup.late ? 1 : 0),
				),
			];
		},
	],
];

/** What the threads other than the serving one do. */
function threadMetrics({ threads }: World): readonly Metric[] {
	const pools = threads.state?.() ?? [];
	const each = (name: string, help: string, value: (pool: (typeof pools)[number]) => number): Metric => ({
		name,
		help,
		type: 'gauge',
		samples: pools.map((pool) => ({ labels: { pool: pool.pool }, value: value(pool) })),
	});
	return [
		each('macaron_thread_jobs_waiting', 'Jobs that wait for a thread, by pool.', ({ waiting }) => waiting),
		each('macaron_thread_jobs_busy', 'Jobs under way on threads, by pool.', ({ underWay }) => underWay),
		each('macaron_threads', 'Threads that stand, by pool.', ({ threads }) => threads),
	];
}

interface Watched {
	readonly world: World;
	readonly version: string;
	readonly writesWaiting: () => number;
	readonly loop: EventLoopDelays;
}

async function gathered({ world, version, writesWaiting, loop }: Watched): Promise<string> {
	const parts: readonly Part[] = [
		['process', processMetrics],
		['threads', () => threadMetrics(world)],
		...diskParts(world),
		...storedParts(world),
	];
	const found: Metric[] = [];
	let failed = 0;
	for (const [part, read] of parts) {
		try {
			found.push(...(await read()));
		} catch (error) {
			// The other numbers are worth reading all the more.
			failed += 1;
			world.log.warn('metrics.part-failed', { part, code: errorCode(error) });
		}
	}
	return metricsText([
		{
			name: 'macaron_build_info',
			help: 'The version that runs.',
			type: 'gauge',
			samples: [{ labels: { version, node: process.versions.node }, value: 1 }],
		},
		gauge('macaron_metrics_failed', 'Parts of these metrics that could not be read.', failed),
		requests.metric,
		durations.metric,
		gauge('macaron_writes_waiting', 'Write units that have not begun.', writesWaiting()),
		writeWaits.metric,
		writeTimes.metric,
		...loop.metrics(),
		...found,
	]);
}

let watched: Watched | undefined;
let kept: { readonly at: number; readonly text: Promise<string> } | undefined;

/**
 * Makes the metrics of this process those of a service of this version. `writesWaiting` returns how many of its
 * write units have not begun.
 */
export function startMetrics(
	world: World,
	version: string,
	writesWaiting: () => number,
): { readonly stop: () => void } {
	const loop = watchEventLoop();
	watched = { world, version, writesWaiting, loop };
	kept = undefined;
	return {
		stop() {
			loop.stop();
			watched = undefined;
		},
	};
}

/**
 * Writes everything that an operator watches, for Prometheus: gathered at most once in ten seconds, however
 * often it is asked for. Throws while no service is open.
 */
export function serviceMetrics(): Promise<string> {
	if (!watched) throw new Error('No service is open.');
	const at = performance.now();
	if (!kept || at - kept.at >= KEPT_MS) kept = { at, text: gathered(watched) };
	return kept.text;
}
