import type { Queries } from '../database/database.ts';

/**
 * Something that happened in one context and that others may react to, in ids and fixed words: never a text
 * that somebody wrote.
 */
export interface DomainEvent {
	/** Name of the event, context and action, such as `training.recorded`. */
	readonly name: string;
	/** The person that the event is about; when they are erased, deliveries not yet handled are deleted. */
	readonly person: string | null;
	readonly about: Readonly<Record<string, string | number | null>>;
}

/**
 * The steps of an event’s delivery, in order: it is recorded with the act; taken by the process that calls the
 * listener; heard, when what the listener does is stored; and removed. A drill kills the process at each.
 */
export const DELIVERY_STEPS = ['recorded', 'taken', 'heard', 'removed'] as const;

/** A step of an event’s delivery, at which the process may be killed. */
export type DeliveryStep = (typeof DELIVERY_STEPS)[number];

/** A function of one context that reacts to an event of another. */
export interface ListenerIn<World> {
	/**
	 * Handles the event. May be called again for the same event, after a crash or failure, always with the
	 * same key (the delivery's id): what it writes must be idempotent, or it must find that the work is done.
	 */
	readonly hear: (world: World, event: DomainEvent, key: string) => Promise<unknown>;
	/**
	 * Returns false when this listener has nothing to do for the event: no delivery is stored. Called in the
	 * write unit that records the event, so it must read few rows. When omitted, every event is delivered.
	 */
	readonly concerns?: (tx: Queries, world: World, event: DomainEvent) => Promise<boolean>;
	/**
	 * True if the event must be handled before the use case that caused it returns, because its page shows
	 * the effect. If handling fails, the use case still succeeds, and the delivery is tried again.
	 */
	readonly immediate?: boolean;
}

/** Listeners by event name, then listener name; assembled in `src/listeners.ts`. */
export type ListenersIn<World> = Readonly<Record<string, Readonly<Record<string, ListenerIn<World>>>>>;
