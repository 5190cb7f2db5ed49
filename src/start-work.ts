import { scheduleBackups } from '#backup/server';
import {
	type Settings,
	startEventDelivery,
	startMailDelivery,
	startSchedules,
	type World,
} from '#platform/server';
import { schedules } from './upkeep.ts';

/** How often (ms) to look for what is due: events to deliver, mails to send, schedules to run. */
const LOOK_EVERY_MS = 2_000;

/**
 * Starts what is done apart from people's acts: events that no page waits for are delivered, mails sent,
 * schedules run and backups made. In the service itself, or in a process of its own (`macaron work`). `stop`
 * ends it, once what is under way has ended. `env` is the environment of the command that makes backups.
 */
export function startWork(
	world: World,
	settings: Settings,
	env: Readonly<Record<string, string | undefined>>,
): { readonly stop: () => Promise<void> } {
	const running = [
		startEventDelivery(world, LOOK_EVERY_MS),
		startMailDelivery(world, LOOK_EVERY_MS),
		startSchedules(world, schedules, LOOK_EVERY_MS),
	];
	const backups = scheduleBackups(world, settings, env);
	return {
		stop: async () => {
			backups.stop();
			await Promise.all(running.map((one) => one.stop()));
		},
	};
}
