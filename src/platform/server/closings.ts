import type { Json } from '../index.ts';
import type { Queries } from './database/database.ts';

/**
 * Closes, inside the write unit of another context's act, the item that led to that act (an award closes its
 * application). `id` is the id of that item, `details` the facts stored when the act was begun. Returns
 * false, and writes nothing, if the item was already closed in another way.
 */
export type ClosingFunctionIn<World> = (
	tx: Queries,
	world: World,
	id: string,
	details: Json,
	at: Date,
) => Promise<boolean>;

/**
 * Closing functions by name, set where the service and the command are assembled: the context that performs
 * the act knows only the name.
 */
export type ClosingFunctionTable<World> = Readonly<Record<string, ClosingFunctionIn<World>>>;
