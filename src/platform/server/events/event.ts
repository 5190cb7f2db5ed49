/** What happened, in ids and words of ours: never a text that somebody wrote. */
export interface Event {
	/** Such as `training.recorded`: the context, and what was done. */
	readonly name: string;
	/** Whom it speaks of; what is not heard when they leave is forgotten. */
	readonly person: string | null;
	readonly about: Readonly<Record<string, string | number | null>>;
}

/** What follows from an event, in another context. */
export interface ListenerIn<World> {
	/**
	 * Does what follows. It may be given the same event again (a crash, a failure), always under the same key: what it
	 * writes, it writes once for that key, or leaves alone when it finds it done.
	 */
	readonly hear: (world: World, event: Event, key: string) => Promise<unknown>;
	/** A page expects what follows: it is done before the act answers. Where it fails, the act stands and this is tried again. */
	readonly atOnce?: boolean;
}

/** Who hears of what: by the name of the event, then of the listener. Given to the world at composition. */
export type ListenersIn<World> = Readonly<Record<string, Readonly<Record<string, ListenerIn<World>>>>>;
