import type { World } from '#platform/server';

/**
 * The address that opens the page of invitations with this code already typed, in the language of the
 * institution that invites. French is what a page opens in without a choice: the address does not say it.
 */
export const institutionInvitationLink = (
	{ origin }: Pick<World, 'origin'>,
	code: string,
	language: 'fr' | 'en',
): string => `${origin}/join?code=${code}${language === 'en' ? '&lang=en' : ''}`;
