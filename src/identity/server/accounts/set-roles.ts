import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, type Audience, type Role, ROLES } from '../../actor.ts';
import { writeAsAdministrator } from '../administration/write-as-administrator.ts';
import { addMembership } from './accounts.ts';
import {
	administeredInstitution,
	administeredPerson,
	administeredPersonInUnit,
	mustKeepAdministrator,
	rolesVersion,
} from './administered-person.ts';
import { revokeTrustedInvitationsBy } from '../invitations/invitation-store.ts';
import { endMembership } from './membership-store.ts';

/**
 * Gives a person exactly the roles of `input` in the institution that the actor administers, and takes away
 * the others. Adds a line to the journal of the institution and to the person's own, if something changed. `shown` is the version of the roles that the
 * form's page showed (`rolesVersion`), left out only by code that decides without a page. Whoever no longer
 * administers, the links by which others would advise or administer, and that they made, end too. Throws `identity.role-missing` when `input` has
 * no role, `identity.roles-changed` (409) when somebody has changed the roles since the page was made,
 * `identity.no-learners` for learners of a RÉCIT service, and `identity.last-administrator` when the
 * institution would have no administrator left.
 */
export async function setRoles(
	world: World,
	actor: Actor,
	input: {
		person: string;
		roles: readonly Role[];
		audience: Audience | null;
		shown?: string | undefined;
		key: string;
	},
): Promise<void> {
	const institution = administeredInstitution(actor);
	await administeredPerson(world, actor, input.person);
	if (input.roles.length === 0) throw new Refusal('identity.role-missing', { field: 'roles' });
	// Without a form key: a repeat sets the same state again, while the answer stored for a key could confirm
	// an earlier choice.
	await writeAsAdministrator(world, actor, { institution }, async (tx, me) => {
		const before = await administeredPersonInUnit(tx, me, input.person);
		// A form sent twice finds the roles that it has already given: that is no conflict.
		const asked = rolesVersion({ roles: input.roles, audience: input.audience ?? before.audience });
		const version = rolesVersion(before);
		if (input.shown !== undefined && input.shown !== version && asked !== version)
			throw new Refusal('identity.roles-changed', { status: 409 });
		for (const role of ROLES) {
			if (input.roles.includes(role)) {
				const audience = input.audience ?? before.audience;
				await addMembership(tx, world, input.person, { institution, role, audience, givenBy: me.id });
			} else {
				const at = world.now();
				await endMembership(tx, { person: input.person, institution, role, endedAt: at });
				if (role === 'administrator') await revokeTrustedInvitationsBy(tx, input.person, { institution, at });
			}
		}
		await mustKeepAdministrator(tx, institution);
		const did = { what: 'roles-changed', person: input.person, thing: asked } as const;
		return { answer: undefined, did: asked === version ? null : did };
	});
}
