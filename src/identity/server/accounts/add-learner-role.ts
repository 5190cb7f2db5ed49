import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Audience, PersonActor } from '../../actor.ts';
import { storePlace } from '../sessions/session-store.ts';
import { addMembership } from './accounts.ts';
import { membershipRows } from './membership-store.ts';

/**
 * Inside a write unit: makes a person a learner of an institution, where they act from then on in their session;
 * does nothing more for whoever learns there already. Throws `identity.audience-other` for whoever learns there as
 * another audience. Does not check authorisation: the caller must do it.
 */
export async function addLearnerRole(
	tx: Queries,
	world: Pick<World, 'newId' | 'now'>,
	{ id, session }: Pick<PersonActor, 'id' | 'session'>,
	admission: {
		readonly institution: string;
		readonly audience: Audience;
		readonly givenBy: string | undefined;
	},
): Promise<void> {
	const { institution, audience } = admission;
	const held = (await membershipRows(tx, id)).find(
		(one) => one.institution === institution && one.role === 'learner',
	);
	if (held && held.audience !== audience) throw new Refusal('identity.audience-other', { field: 'code' });
	if (!held) await addMembership(tx, world, id, { ...admission, role: 'learner' });
	if (session !== null) await storePlace(tx, session, institution);
}
