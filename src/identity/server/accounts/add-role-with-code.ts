import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { readInvitationCode } from '../../invitation-code.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { addMembership } from './accounts.ts';
import { membershipRows } from './membership-store.ts';
import { storePlace } from '../sessions/session-store.ts';
import { redeemInvitation } from '../invitations/open-invitation.ts';

/**
 * Gives the signed-in person the role of an invitation, and spends one of its uses; from then
 * on they act in its institution. Throws
 * `identity.role-held` when they already hold that role, without spending a use.
 */
export async function addRoleWithCode(
	world: World,
	actor: Actor,
	input: { code: string; key: string },
): Promise<void> {
	const me = mustBePerson(actor);
	const may = (one: Actor) => must(one, 'write', { kind: 'person', person: me.id });
	const secrets = { code: readInvitationCode(input.code) };
	const form = { may, action: 'identity.add-role', key: input.key, sent: {}, secrets };
	await writeOnceAsActor(world, actor, form, async (tx, { session }) => {
		const invitation = await redeemInvitation(tx, input.code, world.now());
		const { institution, role, createdBy: givenBy } = invitation;
		const held = (await membershipRows(tx, me.id)).some(
			(one) => one.institution === institution && one.role === role,
		);
		// The refusal rolls the write unit back, so no use of the invitation is spent.
		if (held) throw new Refusal('identity.role-held', { field: 'code' });
		await addMembership(tx, world, me.id, { ...invitation, givenBy });
		if (session !== null) await storePlace(tx, session, institution);
		return null;
	});
}
