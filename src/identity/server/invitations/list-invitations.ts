import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { type Invitation, listInvitations } from './entry-store.ts';

/** What has become of an invitation. */
export type InvitationState = 'open' | 'spent' | 'expired' | 'revoked';

/** What has become of an invitation at an instant. */
export function invitationState(invitation: Invitation, now: Date): InvitationState {
	if (invitation.revokedAt) return 'revoked';
	if (invitation.usesLeft <= 0) return 'spent';
	return now < invitation.expiresAt ? 'open' : 'expired';
}

/** The invitations of an institution, latest first, each with what has become of it. */
export async function invitations(
	world: World,
	actor: Actor,
	institution: string,
): Promise<(Invitation & { state: InvitationState })[]> {
	must(actor, 'administer', { kind: 'institution', institution });
	const now = world.now();
	const all = await listInvitations(world.db.read, institution);
	return all.map((invitation) => ({ ...invitation, state: invitationState(invitation, now) }));
}
