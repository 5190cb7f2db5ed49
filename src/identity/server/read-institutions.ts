import { notFound } from '#platform';
import type { World } from '#platform/server';
import { findInstitution, type Institution, listInstitutions } from './institution-store.ts';

/** An institution by its id; not-found is a fault here, ids come from our own tables. */
export async function institutionById(world: Pick<World, 'db'>, id: string): Promise<Institution> {
	const found = await findInstitution(world.db.read, { id });
	if (!found) throw notFound();
	return found;
}

/** An institution by its short name, or undefined. */
export const institutionBySlug = (world: Pick<World, 'db'>, slug: string): Promise<Institution | undefined> =>
	findInstitution(world.db.read, { slug });

/** Every institution of the service, the oldest first. */
export const institutions = (world: Pick<World, 'db'>): Promise<Institution[]> =>
	listInstitutions(world.db.read);
