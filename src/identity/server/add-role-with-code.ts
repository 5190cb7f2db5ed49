import { Refusal } from '#platform';
import { once, type World } from '#platform/server';
import { type Actor, personOf } from '../actor.ts';
import { addMembership } from './accounts.ts';
import { spendInvitation } from './entry-store.ts';
import { openInvitation } from './open-invitation.ts';
import { membershipRows } from './membership-store.ts';

/** Adds an invitation's role to the account of the person who is signed in; a role already held spends nothing. */
export async function addRoleWithCode(
	world: World,
	actor: Actor,
	input: { code: string; key: string },
): Promise<void> {
	const me = personOf(actor);
	await once(world, { who: me.id, action: 'identity.add-role', key: input.key }, async (tx) => {
		const invitation = await openInvitation(tx, input.code, world.now());
		const { institution, role } = invitation;
		const held = (await membershipRows(tx, me.id)).some(
			(one) => one.institution === institution && one.role === role,
		);
		if (held) throw new Refusal('identity.role-held', { field: 'code' });
		await spendInvitation(tx, invitation.id);
		await addMembership(tx, world, me.id, invitation);
		return true;
	});
}
