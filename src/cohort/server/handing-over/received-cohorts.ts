import { type Actor, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import { isOver } from '../../cohort.ts';
import { advisersOfCohorts, cohortsByIds } from '../cohort-store.ts';

/** A cohort that was handed over to the actor, who accompanies it still. */
export interface ReceivedCohort {
	readonly id: string;
	readonly name: string;
	/** Name of its institution where the actor acts in another one; null for a cohort of where they act. */
	readonly elsewhere: string | null;
}

/**
 * Returns, of these cohorts, those that the actor accompanies now and that are not over, in any institution where
 * they may choose to act as an adviser. Asks nothing of the database for none.
 */
export async function receivedCohorts(
	world: World,
	actor: Actor,
	ids: readonly string[],
): Promise<readonly ReceivedCohort[]> {
	const { id: adviser, places = [] } = mustBePerson(actor);
	if (ids.length === 0) return [];
	const advisersOf = await advisersOfCohorts(world.db.read, ids);
	const mine = ids.filter((id) => advisersOf.get(id)!.includes(adviser));
	return (await cohortsByIds(world.db.read, mine)).flatMap((cohort) => {
		const at = places.findIndex(({ id, roles }) => id === cohort.institution && roles.includes('adviser'));
		if (at < 0 || isOver(cohort, world.now())) return [];
		return [{ id: cohort.id, name: cohort.name, elsewhere: at === 0 ? null : places[at]!.name }];
	});
}
