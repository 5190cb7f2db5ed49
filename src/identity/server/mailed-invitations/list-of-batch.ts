import type { World } from '#platform/server';
import { institutionById } from '../institutions/read-institutions.ts';
import { type PeopleHandedOver, readPeopleElsewhere } from '../people-list/people-job.ts';
import { type InvitationBatch, listOfBatch } from './batch-store.ts';

/**
 * Reads the list of a batch again, on another thread wherever visitors are served; undefined once it is no
 * longer kept.
 */
export async function peopleOfBatch(
	world: Pick<World, 'db' | 'threads'>,
	{ id, institution, role, audience }: InvitationBatch,
): Promise<PeopleHandedOver | undefined> {
	const text = await listOfBatch(world.db.read, id);
	if (text === null) return undefined;
	const learners = (await institutionById(world, institution)).kind !== 'recit';
	return readPeopleElsewhere(world.threads, { text, role, audience, learners });
}
