import type { World } from '#platform/server';
import { type Actor, mustBeLearner, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { adviserNames } from './my-institution-store.ts';

/**
 * Names of the advisers to whom the actor may speak in the institution where they learn: those who accompany
 * them now, through a share in force, and still advise there with an open account. In the order in which they
 * began to accompany them.
 */
export async function myAdvisers(world: Pick<World, 'db' | 'now'>, actor: Actor): Promise<readonly string[]> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const { institution } = mustBeLearner(actor);
	return adviserNames(world.db.read, { person, institution, now: world.now() });
}
