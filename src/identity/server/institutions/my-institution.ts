import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { type MyInstitution, findMyInstitution } from './my-institution-store.ts';

/** How many days an expired invitation that still has uses left is reported to the administrator. */
const LATELY_DAYS = 30;

/**
 * Returns, in one query, the institution where the actor learns, advises or administers, the advisers who
 * accompany them and, for an administrator, figures about their institution. Throws not-found (404) for a
 * person without a role.
 */
export async function myInstitution(world: World, actor: Actor): Promise<MyInstitution> {
	const { id: person, memberships } = mustBePerson(actor);
	const as = (role: string) => memberships.find((one) => one.role === role)?.institution;
	const institution = as('learner') ?? memberships[0]?.institution;
	if (institution === undefined) throw notFound();
	const now = world.now();
	const place = await findMyInstitution(world.db.read, {
		...{ person, institution, administers: as('administrator') ?? null, now },
		lately: new Date(now.getTime() - LATELY_DAYS * 86_400_000),
	});
	if (!place) throw notFound();
	return place;
}
