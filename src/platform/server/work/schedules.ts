import { errorCode } from '../database/database.ts';
import type { World } from '../world.ts';
import { type RepeatedWork, repeatWork } from './repeat-work.ts';
import { addSchedules, storeScheduleEnd, storedSchedules, takeDueSchedule } from './schedule-store.ts';

/** Work that comes back in time, whatever anybody does: such as deleting what is too old to keep. */
export interface Schedule {
	/** Its name in the database, the log and the pages of administrators; it never changes. */
	readonly name: string;
	readonly everyMs: number;
	/** Does the work. It may be done again too soon, after a crash: it must find by itself what is left to do. */
	readonly run: (world: World) => Promise<unknown>;
}

/** How long (ms) a schedule belongs to the process that took it; after a crash it is due again then. */
export const SCHEDULE_LEASE_MS = 3_600_000;
/** Longest wait (ms) after a schedule that failed. */
export const SCHEDULE_RETRY_MS = 300_000;

/**
 * Runs the schedules that are due, one after the other, and returns their names. One that fails is logged, and
 * due again within five minutes; the others run all the same. Each is taken in a write unit, so that of two
 * processes one runs it. Ends early, after the one under way, once `isStopped`.
 */
export async function runDueSchedules(
	world: World,
	schedules: readonly Schedule[],
	isStopped = () => false,
): Promise<readonly string[]> {
	const names = schedules.map(({ name }) => name);
	const stored = await storedSchedules(world.db.read, names);
	if (stored.length < names.length) await world.db.write((tx) => addSchedules(tx, names, world.now()));
	else if (stored.every(({ dueAt }) => dueAt > world.now())) return [];
	const ran: string[] = [];
	while (!isStopped()) {
		const now = world.now();
		const until = new Date(now.getTime() + SCHEDULE_LEASE_MS);
		const name = await world.db.write((tx) => takeDueSchedule(tx, { names, now, until }));
		const schedule = schedules.find((one) => one.name === name);
		if (!schedule) break;
		await runOne(world, schedule);
		ran.push(schedule.name);
	}
	return ran;
}

async function runOne(world: World, { name, everyMs, run }: Schedule): Promise<void> {
	const fault = await run(world).then(
		() => null,
		(problem: unknown) => {
			const code = errorCode(problem);
			world.log.warn('schedule.failed', { what: name, code });
			return code ?? 'unknown';
		},
	);
	const endedAt = world.now();
	const wait = fault === null ? everyMs : Math.min(everyMs, SCHEDULE_RETRY_MS);
	await world.db.write((tx) =>
		storeScheduleEnd(tx, name, { endedAt, fault, dueAt: new Date(endedAt.getTime() + wait) }),
	);
}

/** Runs the due schedules every `everyMs` milliseconds, until it is stopped. */
export const startSchedules = (world: World, schedules: readonly Schedule[], everyMs: number): RepeatedWork =>
	repeatWork(world, {
		...{ name: 'schedules', everyMs },
		work: (isStopped) => runDueSchedules(world, schedules, isStopped),
	});
