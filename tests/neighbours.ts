import type { CohortAudience } from '#cohort';
import { createCohort } from '#cohort/server';
import type { PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { newcomer } from './people.ts';

/** One institution of a pair of neighbours: two learners, an adviser, and two cohorts of that adviser. */
export interface Neighbourhood {
	readonly institution: string;
	readonly learners: readonly [PersonActor, PersonActor];
	readonly adviser: PersonActor;
	/** The ids of the institution's two cohorts, the oldest first. */
	readonly cohorts: readonly [string, string];
}

/**
 * Creates two institutions with two learners and two cohorts each, so that a query with an incomplete `where`
 * also returns rows of the neighbour. The second cohort of each is for students; nobody has joined any
 * cohort.
 */
export async function neighbours(world: World): Promise<{ here: Neighbourhood; there: Neighbourhood }> {
	const place = async (
		name: string,
		people: { learners: readonly [string, string]; adviser: string },
	): Promise<Neighbourhood> => {
		const slug = `voisine-${world.newId().slice(-10)}`;
		const { id: institution } = await createInstitution(world, { slug, name, kind: 'service-centre' });
		const learner = (displayName: string) =>
			newcomer(world, [{ institution, role: 'learner', audience: 'teacher' }], displayName);
		const adviser = await newcomer(world, [{ institution, role: 'adviser' }], people.adviser);
		const cohort = (title: string, audience: CohortAudience) =>
			createCohort(world, adviser, { name: title, audience, endsOn: null, key: world.newId() });
		return {
			institution,
			learners: [await learner(people.learners[0]), await learner(people.learners[1])],
			adviser,
			cohorts: [await cohort('Automne', 'teacher'), await cohort('Hiver', 'student')],
		};
	};
	return {
		here: await place('École des Érables', { learners: ['Ada', 'Émile'], adviser: 'Bruno' }),
		there: await place('Cégep d’ailleurs', { learners: ['Denis', 'Fatou'], adviser: 'Gilles' }),
	};
}
