import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { findInstitution, type Institution, findInstitutions } from './institution-store.ts';

/**
 * Returns the institution with this id. Throws not-found (404) for an unknown id, which cannot happen with
 * ids from our own tables.
 */
export async function institutionById(world: Pick<World, 'db'>, id: string): Promise<Institution> {
	const found = await findInstitution(world.db.read, { id });
	if (!found) throw notFound();
	return found;
}

/** Returns the name of an institution, with the queries of a write unit; '' for an unknown one. */
export const institutionNameOf = async (q: Queries, id: string): Promise<string> =>
	(await findInstitution(q, { id }))?.name ?? '';

/**
 * Throws `identity.institution-closed` (409) if an institution is closed. Asked in the unit that would write
 * something new there.
 */
export async function mustBeOpenInstitution(q: Queries, id: string): Promise<void> {
	if ((await findInstitution(q, { id }))?.closedAt)
		throw new Refusal('identity.institution-closed', { status: 409 });
}

/** Returns the institution with this short name; throws not-found (404) if there is none. */
export async function institutionBySlug(world: Pick<World, 'db'>, slug: string): Promise<Institution> {
	const found = await findInstitution(world.db.read, { slug });
	if (!found) throw notFound();
	return found;
}

/** Returns the names of the institutions where a person holds roles, by institution id. */
export async function institutionNames(
	world: Pick<World, 'db'>,
	held: readonly { readonly institution: string }[],
): Promise<ReadonlyMap<string, string>> {
	const found = await Promise.all(held.map(({ institution }) => institutionById(world, institution)));
	return new Map(found.map(({ id, name }) => [id, name]));
}

/** Returns every institution of the service, the oldest first. */
export const listInstitutions = (world: Pick<World, 'db'>): Promise<Institution[]> =>
	findInstitutions(world.db.read);
