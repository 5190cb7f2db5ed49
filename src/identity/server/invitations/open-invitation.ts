import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { readInvitationCode } from '../../invitation-code.ts';
import { findOpenInvitation, type Invitation, spendInvitation } from './entry-store.ts';
import { codeHash } from '../sessions/tokens.ts';

/** The one refusal of a code that opens nothing. */
export const unknownCode = () => new Refusal('identity.code-unknown', { field: 'code' });

/**
 * Inside a write unit: takes one use of the invitation a typed code opens; unknown, spent, revoked and past codes get the
 * same `identity.code-unknown`.
 */
export async function takeInvitation(tx: Queries, typed: string, now: Date): Promise<Invitation> {
	const found = await findOpenInvitation(tx, codeHash(readInvitationCode(typed)), now);
	if (!found || !(await spendInvitation(tx, found.id))) throw unknownCode();
	return found;
}
