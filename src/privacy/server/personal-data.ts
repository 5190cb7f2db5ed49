import { institutionById, type PartOfInstitution } from '#identity/server';
import type { Json } from '#platform';
import type { World } from '#platform/server';
import { findRequests } from './requests/request-store.ts';

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * The requests that administrators answered for a person, for the copy of their data that they can download; times
 * in UTC. With `part`, those of its institution only.
 */
export async function personalData(
	world: Pick<World, 'db'>,
	person: string,
	part?: PartOfInstitution,
): Promise<Json> {
	const found = await findRequests(world.db.read, { person, institution: part?.institution });
	return Promise.all(
		found.map(async (one) => ({
			institution: (await institutionById(world, one.institution)).name,
			...{ kind: one.kind, reason: one.reason, state: one.state },
			askedAt: at(one.askedAt),
			answeredAt: at(one.answeredAt),
			dueAt: at(one.dueAt),
			endedAt: at(one.endedAt),
		})),
	);
}
