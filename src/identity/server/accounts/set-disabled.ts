import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { writeAsAdministrator } from '../administration/write-as-administrator.ts';
import {
	administeredInstitution,
	mustKeepAdministrator,
	mustAdministerWholeAccount,
} from './administered-person.ts';
import { updateDisabled } from './people-store.ts';
import { revokeTrustedInvitationsBy } from '../invitations/invitation-store.ts';
import { deleteSessionsOf } from '../sessions/session-store.ts';

/**
 * Closes a person's account (their sessions end, and so do the links they made by which others would advise or
 * administer; nothing else is deleted) or opens it again, for an administrator of their institution. Adds a line
 * to the journal of the institution and to the person's own. Throws
 * `identity.account-elsewhere` as `mustAdministerWholeAccount` does, and `identity.last-administrator`.
 */
export async function setDisabled(
	world: World,
	actor: Actor,
	input: { person: string; disabled: boolean; key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	// Without a form key: a repeat sets the same state again, while the answer stored for a key could confirm
	// a change of another person or an earlier choice.
	await writeAsAdministrator(world, actor, { institution }, async (tx, me) => {
		const { account } = await mustAdministerWholeAccount(tx, me, input.person);
		await updateDisabled(tx, input.person, input.disabled ? world.now() : null);
		if (input.disabled) {
			await deleteSessionsOf(tx, input.person);
			await revokeTrustedInvitationsBy(tx, input.person, { institution, at: world.now() });
			await mustKeepAdministrator(tx, institution);
		}
		const what = input.disabled ? 'account-closed' : 'account-opened';
		const was = account.disabledAt !== null;
		return { answer: undefined, did: was === input.disabled ? null : { what, person: input.person } };
	});
}
