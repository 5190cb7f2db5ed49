import type { Json } from '#platform';
import type { PartOfInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { allNoticesOf } from './notice-store.ts';

/** Every notice that a person received, for the copy of their data that they can download; times in UTC. */
export async function personalData(
	world: Pick<World, 'db'>,
	person: string,
	part?: PartOfInstitution,
): Promise<Json> {
	const all = await allNoticesOf(world.db.read, person);
	const given = all.filter(({ thing }) => part === undefined || part.things.has(thing));
	return {
		notices: given.map(({ what, thing, at, readAt }) => ({
			what,
			about: thing,
			at: at.toISOString(),
			readAt: readAt?.toISOString() ?? null,
		})),
	};
}
