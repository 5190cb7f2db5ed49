import { type Queries, unitUnderWay } from '../database/database.ts';
import type { World } from '../world.ts';
import type { Event } from './event.ts';
import { addDeliveries, type Delivery } from './event-store.ts';
import { LEASE_MS } from './hear-events.ts';

/** What was recorded inside each write unit, for whoever opened it. */
const recorded = new WeakMap<object, readonly Delivery[]>();

/** What was recorded so far inside the write unit that is under way. */
export const recordedHere = (): readonly Delivery[] => recorded.get(unitUnderWay() ?? {}) ?? [];

/**
 * Records that something happened, in the write unit that did it: both stand, or neither. Whoever listens hears of it
 * afterwards (`hearNow`, `hearDue`); where nobody does, nothing is kept.
 */
export async function recordEvent(
	tx: Queries,
	world: Pick<World, 'now' | 'newId' | 'listeners'>,
	event: Event,
): Promise<void> {
	const now = world.now();
	const all = Object.entries(world.listeners[event.name] ?? {}).map(([listener, { atOnce }]) => ({
		id: world.newId(),
		event,
		listener,
		recordedAt: now,
		attempts: 0,
		// What is heard at once is left alone meanwhile; after a crash, it is due like any other.
		dueAt: atOnce ? new Date(now.getTime() + LEASE_MS) : now,
	}));
	await addDeliveries(tx, all);
	const unit = unitUnderWay();
	if (unit && all.length > 0) recorded.set(unit, [...recordedHere(), ...all]);
}
