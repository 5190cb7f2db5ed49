import { errorCode } from '../database/database.ts';
import type { World } from '../world.ts';
import { type Delivery, putOff, removeDelivery, takeDue } from './event-store.ts';

/** For how long a delivery is left to whoever took it (ms): after a crash, it is given again. */
export const LEASE_MS = 300_000;
/** The first time that a delivery which failed waits (ms), and the longest: four times as long each time. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
const AT_ONCE = 20;

/** When a delivery that failed so many times is given again. */
const nextTry = (now: Date, attempts: number) =>
	new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 4 ** (attempts - 1)));

/** Gives one event to its listener; what fails is told to the log, with nothing of whom it speaks of, and tried again. */
async function hear(world: World, { id, event, listener, attempts }: Delivery): Promise<void> {
	try {
		const known = world.listeners[event.name]?.[listener];
		// An earlier version had such a listener: nobody is left to hear it.
		if (known) await known.hear(world, event, id);
		await world.db.write((tx) => removeDelivery(tx, id));
	} catch (problem) {
		const failed = attempts + 1;
		world.log.error('event.failed', {
			...{ event: event.name, listener, attempts: failed },
			error: problem instanceof Error ? problem.name : 'unknown',
			code: errorCode(problem),
		});
		await world.db
			.write((tx) => putOff(tx, id, failed, nextTry(world.now(), failed)))
			// It is due again once its time with us is over.
			.catch(() => world.log.error('event.not-put-off', { event: event.name, listener }));
	}
}

/** Gives what was just recorded to the listeners that a page waits for, one after the other. Never throws: the act stands. */
export async function hearNow(world: World, recorded: readonly Delivery[]): Promise<void> {
	for (const one of recorded) {
		if (world.listeners[one.event.name]?.[one.listener]?.atOnce) await hear(world, one);
	}
}

/** Gives everything that is due to its listeners; gives how many there were. One that fails keeps no other waiting. */
export async function hearDue(world: World): Promise<number> {
	let count = 0;
	for (;;) {
		const now = world.now();
		const until = new Date(now.getTime() + LEASE_MS);
		const due = await world.db.write((tx) => takeDue(tx, { now, until, most: AT_ONCE }));
		for (const one of due) await hear(world, one);
		count += due.length;
		if (due.length < AT_ONCE) return count;
	}
}

/** Gives what is due to its listeners from now on, looking every so often (ms), until it is stopped. */
export function keepHearing(world: World, everyMs: number): { readonly stop: () => Promise<void> } {
	let running = Promise.resolve();
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		running = hearDue(world)
			.catch((problem: unknown) => world.log.error('events.failed', { code: errorCode(problem) }))
			.then(() => void (busy = false));
	}, everyMs).unref();
	return {
		stop: async () => {
			clearInterval(timer);
			await running;
		},
	};
}
