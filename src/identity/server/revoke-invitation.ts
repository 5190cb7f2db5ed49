import { notFound } from '#platform';
import { once, type World } from '#platform/server';
import { type Actor, personOf } from '../actor.ts';
import { must } from '../can.ts';
import { markRevoked } from './entry-store.ts';

/** Revokes an invitation: from now on its code opens nothing. Who came in by it stays. */
export async function revokeInvitation(
	world: World,
	actor: Actor,
	input: { institution: string; invitation: string; key: string },
): Promise<void> {
	must(actor, 'administer', { kind: 'institution', institution: input.institution });
	const { id: who } = personOf(actor);
	await once(
		world,
		{ who, action: `identity.revoke-invitation:${input.invitation}`, key: input.key },
		async (tx) => {
			const found = await markRevoked(tx, {
				id: input.invitation,
				institution: input.institution,
				at: world.now(),
			});
			if (!found) throw notFound();
			return true;
		},
	);
}
