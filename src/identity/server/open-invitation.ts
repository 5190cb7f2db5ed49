import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { INVITATION, readInvitationCode } from '../invitation-code.ts';
import { findOpenInvitation, type Invitation } from './entry-store.ts';
import { codeHash } from './tokens.ts';

/** The invitation a typed code opens now; unknown, spent, revoked and past codes get the same `identity.code-unknown`. */
export async function openInvitation(q: Queries, typed: string, now: Date): Promise<Invitation> {
	const code = readInvitationCode(typed);
	const found =
		code.length === INVITATION.characters ? await findOpenInvitation(q, codeHash(code), now) : undefined;
	if (!found) throw new Refusal('identity.code-unknown', { field: 'code' });
	return found;
}
