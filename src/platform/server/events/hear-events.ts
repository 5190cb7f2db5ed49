import { errorCode } from '../database/database.ts';
import { type RepeatedWork, repeatWork } from '../work/repeat-work.ts';
import type { World } from '../world.ts';
import { type Delivery, postponeDelivery, removeDelivery, takeDueDeliveries } from './event-store.ts';

/** How long (ms) a delivery belongs to the process that took it; after a crash it becomes due again. */
export const LEASE_MS = 300_000;
/** Wait (ms) after the first failure; each further failure multiplies it by four, up to LONGEST_WAIT_MS. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Most due deliveries taken at a time. */
const DUE_BATCH_SIZE = 20;

/** Returns when to try again a delivery that has failed this many times. */
const nextTry = (now: Date, attempts: number) =>
	new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 4 ** (attempts - 1)));

/**
 * Calls the listener of one delivery, and then deletes the delivery. If the listener fails, logs the failure
 * without personal data, and postpones the delivery.
 */
async function hear(world: World, { id, event, listener, attempts }: Delivery): Promise<void> {
	try {
		const known = world.listeners[event.name]?.[listener];
		// The listener may be one of an earlier version that no longer exists: just delete the delivery.
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
			.write((tx) => postponeDelivery(tx, id, failed, nextTry(world.now(), failed)))
			// The delivery then becomes due again when its lease ends.
			.catch(() => world.log.error('event.not-put-off', { event: event.name, listener }));
	}
}

/** By person (`null` for events that concern no one), the `immediate` listeners under way in this process. */
const underWay = new Map<string | null, Set<Promise<void>>>();

/**
 * Calls, in sequence, the `immediate` listeners of events whose write unit is committed. Never throws: a failed
 * delivery is logged and tried again later.
 */
export async function callImmediateListeners(world: World, recorded: readonly Delivery[]): Promise<void> {
	for (const one of recorded) {
		if (!world.listeners[one.event.name]?.[one.listener]?.immediate) continue;
		const call = hear(world, one);
		const { person } = one.event;
		const calls = underWay.get(person) ?? new Set();
		underWay.set(person, calls.add(call));
		await call;
		calls.delete(call);
		if (calls.size === 0) underWay.delete(person);
	}
}

/**
 * Resolves once the `immediate` listeners that are under way for a person in this process have ended. A form
 * that is sent again while its first sending is still being answered waits for these listeners, so that its
 * page shows their effect.
 */
export const immediateListenersEnded = async (person: string): Promise<void> =>
	void (await Promise.all(underWay.get(person) ?? []));

/**
 * Calls the listener of every delivery that is due, and returns the number of these deliveries. A delivery
 * that fails is postponed and does not hold up the others. Ends early, after those taken last, once
 * `isStopped`.
 */
export async function callDueListeners(world: World, isStopped = () => false): Promise<number> {
	let count = 0;
	while (!isStopped()) {
		const now = world.now();
		const until = new Date(now.getTime() + LEASE_MS);
		const due = await world.db.write((tx) => takeDueDeliveries(tx, { now, until, most: DUE_BATCH_SIZE }));
		for (const one of due) await hear(world, one);
		count += due.length;
		if (due.length < DUE_BATCH_SIZE) break;
	}
	return count;
}

/**
 * Handles the due deliveries every `everyMs` milliseconds. `stop` ends this, and resolves once the deliveries
 * taken last are handled.
 */
export const startEventDelivery = (world: World, everyMs: number): RepeatedWork =>
	repeatWork(world, {
		...{ name: 'events', everyMs },
		work: (isStopped) => callDueListeners(world, isStopped),
	});
