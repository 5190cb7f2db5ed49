import { notFound } from '#platform';
import type { World } from '#platform/server';
import { foldUsername } from '../../names.ts';
import { revokeTrustedInvitationsBy } from '../invitations/invitation-store.ts';
import { findAccount, updateOperator } from './people-store.ts';

/**
 * Makes a person the operator of the service, or no longer, for the operator's command. Returns whether
 * anything changed. Throws not-found (404) for an unknown user name.
 */
export async function setOperator(
	world: World,
	{ username, operator }: { username: string; operator: boolean },
): Promise<boolean> {
	return world.db.write(async (tx) => {
		const account = await findAccount(tx, { username: foldUsername(username) });
		if (!account) throw notFound();
		if ((account.operatorSince !== null) === operator) return false;
		await updateOperator(tx, account.id, operator ? world.now() : null);
		// The links to administer institutions that they made end with the right to make them.
		if (!operator) await revokeTrustedInvitationsBy(tx, account.id, { institution: null, at: world.now() });
		return true;
	});
}
