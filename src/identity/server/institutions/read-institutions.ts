import { notFound } from '#platform';
import type { World } from '#platform/server';
import { findInstitution, type Institution, listInstitutions } from './institution-store.ts';

/** An institution by its id; not-found is a fault here, ids come from our own tables. */
export async function institutionById(world: Pick<World, 'db'>, id: string): Promise<Institution> {
	const found = await findInstitution(world.db.read, { id });
	if (!found) throw notFound();
	return found;
}

/** The names of the institutions where somebody holds roles, by id. */
export async function institutionNames(
	world: Pick<World, 'db'>,
	held: readonly { readonly institution: string }[],
): Promise<ReadonlyMap<string, string>> {
	const found = await Promise.all(held.map(({ institution }) => institutionById(world, institution)));
	return new Map(found.map(({ id, name }) => [id, name]));
}

/** An institution by its short name, or undefined. */
export const institutionBySlug = (world: Pick<World, 'db'>, slug: string): Promise<Institution | undefined> =>
	findInstitution(world.db.read, { slug });

/** Every institution of the service, the oldest first. */
export const institutions = (world: Pick<World, 'db'>): Promise<Institution[]> =>
	listInstitutions(world.db.read);
