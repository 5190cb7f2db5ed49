import type { Json } from '../index.ts';
import type { Queries } from './database/database.ts';

/**
 * Ends, inside the write unit of another context's act, what led to it: `id` is the thing that is closed, `details` what
 * was stored to close it with. False, nothing written, where it was closed otherwise meanwhile.
 */
export type ClosingIn<World> = (
	tx: Queries,
	world: World,
	id: string,
	details: Json,
	at: Date,
) => Promise<boolean>;

/** The closings by name, given to the world at composition: who performs the act knows a name only. */
export type ClosingsIn<World> = Readonly<Record<string, ClosingIn<World>>>;
