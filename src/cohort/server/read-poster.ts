import { type Actor, must, mustBePerson } from '#identity';
import { institutionById } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, isOver } from '../cohort.ts';
import { advisersOfCohorts, cohortById } from './cohort-store.ts';

/** What the poster of a cohort says. */
export interface CohortPoster extends Pick<
	Cohort,
	'id' | 'name' | 'joinCode' | 'startsOn' | 'endsOn' | 'asks'
> {
	readonly institution: string;
}

/**
 * Reads, for one of its advisers, what the poster of a cohort says; nobody's name is read. Throws not-found for
 * anybody else, and for a cohort that nobody can join any more.
 */
export async function cohortPoster(world: World, actor: Actor, id: string): Promise<CohortPoster> {
	mustBePerson(actor);
	const cohort = await cohortById(world.db.read, id);
	if (!cohort) throw notFound();
	const advisers = (await advisersOfCohorts(world.db.read, [id])).get(id)!;
	must(actor, 'read', { kind: 'cohort', institution: cohort.institution, advisers });
	if (isOver(cohort, world.now()) || cohort.archivedAt) throw notFound();
	const { name, joinCode, startsOn, endsOn, asks } = cohort;
	const institution = (await institutionById(world, cohort.institution)).name;
	return { id, name, joinCode, startsOn, endsOn, asks, institution };
}
