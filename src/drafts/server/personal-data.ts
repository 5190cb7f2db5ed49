import type { Json } from '#platform';
import type { World } from '#platform/server';
import { draftsOf } from './store.ts';

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
