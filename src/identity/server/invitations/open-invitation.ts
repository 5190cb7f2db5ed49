import { Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { findInstitution } from '../institutions/institution-store.ts';
import { readInvitationCode } from '../../invitation-code.ts';
import { findOpenInvitation, type Invitation, spendInvitationUse } from './invitation-store.ts';
import { codeHash } from '../sessions/tokens.ts';

/** Creates the refusal used alike for every code that cannot be used. */
export const unknownCode = () => new Refusal('identity.code-unknown', { field: 'code' });

/**
 * Takes one use, inside a write unit, of the invitation whose code was typed; returns the invitation. Throws
 * the same `identity.code-unknown` for unknown, used-up, revoked and expired codes; and
 * `identity.institution-closed` to whoever has a good code of an institution that was closed meanwhile.
 */
export async function redeemInvitation(tx: Queries, typed: string, now: Date): Promise<Invitation> {
	const found = await findOpenInvitation(tx, codeHash(readInvitationCode(typed)), now);
	if (!found || !(await spendInvitationUse(tx, found.id))) throw unknownCode();
	if ((await findInstitution(tx, { id: found.institution }))?.closedAt)
		throw new Refusal('identity.institution-closed', { field: 'code' });
	return found;
}
