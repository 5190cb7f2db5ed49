import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { deleteDraftsOf, draftsOf } from './store.ts';

/** Everything a person is writing and has not sent, for their own copy; instants in UTC. */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	return {
		drafts: (await draftsOf(world.db.read, person)).map(({ path, form, typed, other, savedAt }) => ({
			page: path,
			form,
			typed,
			other,
			savedAt: savedAt.toISOString(),
		})),
	};
}

/**
 * Removes every draft of a person. A text that waits for them to sign in again is sealed for them and named after
 * nobody: it goes within the hour, and opens to nobody else.
 */
export const erase = (tx: Queries, person: string): Promise<void> => deleteDraftsOf(tx, person);
