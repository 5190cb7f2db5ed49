import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { addMembership } from '../accounts/accounts.ts';
import { membershipRows } from '../accounts/membership-store.ts';
import { findAccount, openAccountReading, storeVerifiedEmail } from '../accounts/people-store.ts';
import { storePlace } from '../sessions/session-store.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { redeemMailedInvitation } from './open-mailed-invitation.ts';

/**
 * Gives the signed-in person the role of a mailed invitation, and uses its link up; from then on they act in
 * its institution. The address of the invitation is verified when it is the account's own, and never becomes the
 * account's: a link can be handed on, and whoever reads mail at an account's address can choose its password.
 * Throws `identity.password-first` (409) for somebody who must choose a password first, `identity.link-ended` for a link that can no longer be used,
 * `identity.invited-other-account` when another open account has verified the address, and `identity.role-held-mailed`
 * when they hold the role.
 */
export async function addRoleByMail(
	world: World,
	actor: Actor,
	{ token, key }: { readonly token: string; readonly key: string },
): Promise<void> {
	const me = mustBePerson(actor);
	const may = (one: Actor) => must(one, 'write', { kind: 'person', person: me.id });
	const form = { may, action: 'identity.add-role-by-mail', key, sent: {}, secrets: { token } };
	await writeOnceAsActor(world, actor, form, async (tx, { session, mustChangePassword }) => {
		// Somebody else knows the password of such an account, and could act as its person.
		if (mustChangePassword) throw new Refusal('identity.password-first', { status: 409 });
		const usedAt = world.now();
		const { email, institution, role, audience, createdBy } = await redeemMailedInvitation(tx, token, {
			...{ usedAt, usedBy: me.id },
		});
		const holder = await openAccountReading(tx, email);
		if (holder && holder.id !== me.id) throw new Refusal('identity.invited-other-account');
		const held = (await membershipRows(tx, me.id)).some(
			(one) => one.institution === institution && one.role === role,
		);
		// The refusal rolls the write unit back, so the link is not used up.
		if (held) throw new Refusal('identity.role-held-mailed');
		await addMembership(tx, world, me.id, { institution, role, audience, givenBy: createdBy });
		if ((await findAccount(tx, { id: me.id }))?.email === email)
			await storeVerifiedEmail(tx, me.id, { email, at: usedAt });
		if (session !== null) await storePlace(tx, session, institution);
		return null;
	});
}
