import type { World } from '#platform/server';
import { factsOfMailedInvitation, type MailedInvitationFacts } from './mailed-invitation-store.ts';

/** Returns what the mail of an invitation says; undefined once the invitation can no longer be used. */
export const invitationMailFacts = (
	world: Pick<World, 'db' | 'now'>,
	invitation: string,
): Promise<MailedInvitationFacts | undefined> =>
	factsOfMailedInvitation(world.db.read, invitation, world.now());
