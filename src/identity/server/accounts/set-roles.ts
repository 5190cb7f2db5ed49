import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type Audience, type Role, ROLES } from '../../actor.ts';
import { must } from '../../can.ts';
import { recordAccess } from '../access-journal.ts';
import { actWithoutKey } from '../act.ts';
import { addMembership } from './accounts.ts';
import {
	administeredInstitution,
	administeredPerson,
	administeredPersonIn,
	keepOneAdministrator,
} from './administered-person.ts';
import { removeMembership } from './membership-store.ts';

/** Gives a person exactly these roles in the institution; the last administrator cannot go. */
export async function setRoles(
	world: World,
	actor: Actor,
	input: { person: string; roles: readonly Role[]; audience: Audience | null; key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	await administeredPerson(world, actor, input.person);
	if (input.roles.length === 0) throw new Refusal('identity.role-missing', { field: 'roles' });
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	// Setting a state is the same sent twice; a kept answer could say « done » to another choice.
	await actWithoutKey(world, actor, may, async (tx, me) => {
		const before = await administeredPersonIn(tx, me, input.person);
		for (const role of ROLES) {
			if (input.roles.includes(role)) {
				const audience = input.audience ?? before.audience;
				await addMembership(tx, world, input.person, { institution, role, audience, givenBy: me.id });
			} else await removeMembership(tx, { person: input.person, institution, role });
		}
		await keepOneAdministrator(tx, institution);
		await recordAccess(world, { actor: me.id, person: input.person, what: 'roles-changed' }, tx);
	});
}
