import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { INVITATION, readInvitationCode } from '../invitation-code.ts';
import { findOpenInvitation, type Invitation, spendInvitation } from './entry-store.ts';
import { codeHash } from './tokens.ts';

/** The one refusal of a code that opens nothing. */
export const unknownCode = () => new Refusal('identity.code-unknown', { field: 'code' });

/** The invitation a typed code opens now; unknown, spent, revoked and past codes get the same `identity.code-unknown`. */
export async function openInvitation(q: Queries, typed: string, now: Date): Promise<Invitation> {
	const code = readInvitationCode(typed);
	const found =
		code.length === INVITATION.characters ? await findOpenInvitation(q, codeHash(code), now) : undefined;
	if (!found) throw unknownCode();
	return found;
}

/** Inside a write unit: takes one use of the invitation a typed code opens; refused like an unknown code when none is left. */
export async function takeInvitation(tx: Queries, typed: string, now: Date): Promise<Invitation> {
	const found = await openInvitation(tx, typed, now);
	if (!(await spendInvitation(tx, found.id))) throw unknownCode();
	return found;
}
