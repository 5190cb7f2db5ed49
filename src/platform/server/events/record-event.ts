import { type Queries, unitUnderWay } from '../database/database.ts';
import type { World } from '../world.ts';
import type { DomainEvent } from './event.ts';
import { addDeliveries, type Delivery } from './event-store.ts';
import { LEASE_MS } from './hear-events.ts';

/**
 * Deliveries recorded in each write unit. The code that opened the unit hands them to `callImmediateListeners`
 * once the unit is committed.
 */
const recorded = new WeakMap<object, readonly Delivery[]>();

/** Returns the deliveries recorded so far in the current write unit. */
export const deliveriesOfUnit = (): readonly Delivery[] => recorded.get(unitUnderWay() ?? {}) ?? [];

/**
 * Records an event, inside the write unit that caused it, as one delivery for each listener that it concerns:
 * unit and deliveries are stored together, or not at all. The listeners are called afterwards
 * (`callImmediateListeners`, `callDueListeners`).
 */
export async function recordEvent(tx: Queries, world: World, event: DomainEvent): Promise<void> {
	const now = world.now();
	const all: Delivery[] = [];
	for (const [listener, { immediate, concerns }] of Object.entries(world.listeners[event.name] ?? {})) {
		if (concerns && !(await concerns(tx, world, event))) continue;
		all.push({
			...{ id: world.newId(), event, listener, recordedAt: now, attempts: 0 },
			// An `immediate` delivery is due only after a lease: until then it belongs to `callImmediateListeners`.
			// If a crash prevented that call, `callDueListeners` handles it afterwards.
			dueAt: immediate ? new Date(now.getTime() + LEASE_MS) : now,
		});
	}
	await addDeliveries(tx, all);
	const unit = unitUnderWay();
	if (unit) recorded.set(unit, [...deliveriesOfUnit(), ...all]);
}
