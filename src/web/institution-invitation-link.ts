import type { World } from '#platform/server';

/** The address that opens the page of invitations with this code already typed. */
export const institutionInvitationLink = ({ origin }: Pick<World, 'origin'>, code: string): string =>
	`${origin}/join?code=${code}`;
