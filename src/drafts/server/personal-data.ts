import type { Json } from '#platform';
import type { World } from '#platform/server';
import { draftsOf } from './draft-store.ts';

/**
 * Everything that a person has typed in forms and not sent, for the copy of their data that they can
 * download; times in UTC.
 */
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
