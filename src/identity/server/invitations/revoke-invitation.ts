import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { markRevoked } from './invitation-store.ts';

/**
 * Revokes an invitation: its code no longer works. People who already used it keep their accounts and roles.
 */
export async function revokeInvitation(
	world: World,
	actor: Actor,
	input: { institution: string; invitation: string; key: string },
): Promise<void> {
	const { institution, invitation: id, key } = input;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	const form = { institution, action: `identity.revoke-invitation:${id}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		if (!(await markRevoked(tx, { id, institution, at: world.now() }))) throw notFound();
		return { answer: null, did: { what: 'invitation-revoked', thing: id } };
	});
}
