import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type Audience, personOf, type Role, ROLES } from '../actor.ts';
import { recordAccess } from './access-journal.ts';
import { addMembership } from './accounts.ts';
import { administeredInstitution, administeredPerson, keepOneAdministrator } from './administered-person.ts';
import { removeMembership } from './membership-store.ts';

/** Gives a person exactly these roles in the institution; the last administrator cannot go. */
export async function setRoles(
	world: World,
	actor: Actor,
	input: { person: string; roles: readonly Role[]; audience: Audience | null; key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const me = personOf(actor);
	const before = await administeredPerson(world, actor, input.person);
	if (input.roles.length === 0) throw new Refusal('identity.role-missing', { field: 'roles' });
	await world.db.write(async (tx) => {
		for (const role of ROLES) {
			if (input.roles.includes(role)) {
				const audience = input.audience ?? before.audience;
				await addMembership(tx, world, input.person, { institution, role, audience });
			} else await removeMembership(tx, { person: input.person, institution, role });
		}
		await keepOneAdministrator(tx, institution);
		await recordAccess(world, { actor: me.id, person: input.person, what: 'roles-changed' }, tx);
	});
}
