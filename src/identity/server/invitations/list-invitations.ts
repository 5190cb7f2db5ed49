import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { type Invitation, findInvitations } from './invitation-store.ts';

/** The state of an invitation; `spent` means that no use is left. */
export type InvitationState = 'open' | 'spent' | 'expired' | 'revoked';

/** Returns the state of an invitation at a given time. */
export function invitationState(invitation: Invitation, now: Date): InvitationState {
	if (invitation.revokedAt) return 'revoked';
	if (invitation.usesLeft <= 0) return 'spent';
	return now < invitation.expiresAt ? 'open' : 'expired';
}

/**
 * Returns the invitations of an institution, latest first, each with its present state. Throws unless the
 * actor administers the institution.
 */
export async function listInvitations(
	world: World,
	actor: Actor,
	institution: string,
): Promise<(Invitation & { state: InvitationState })[]> {
	must(actor, 'administer', { kind: 'institution', institution });
	const now = world.now();
	const all = await findInvitations(world.db.read, institution);
	return all.map((invitation) => ({ ...invitation, state: invitationState(invitation, now) }));
}
