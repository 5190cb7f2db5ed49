import { notFound } from '#platform';
import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { mustFindBatch } from './batch-in-hand.ts';
import { deleteDraftBatch, updateBatch } from './batch-store.ts';
import type { BatchInput } from './invite-batch.ts';
import { findMailedInvitation, revokeMailed } from './mailed-invitation-store.ts';

const mayAdminister = (institution: string) => (me: Actor) =>
	must(me, 'administer', { kind: 'institution', institution });

/** Deletes a draft: nobody of its list is invited. One that was begun meanwhile stays. */
export async function discardBatch(world: World, actor: Actor, input: BatchInput): Promise<void> {
	const { institution, batch, key } = input;
	const may = mayAdminister(institution);
	may(actor);
	const form = { may, action: `identity.discard-invitations:${batch}`, key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		await mustFindBatch(tx, batch, institution);
		await deleteDraftBatch(tx, batch);
		return null;
	});
}

/**
 * Revokes an invitation of a batch or, without `invitation`, all of them, and gives up those still to be made.
 * Links that were used stay used; a mail that has not left does not leave.
 */
export async function revokeMailedInvitations(
	world: World,
	actor: Actor,
	input: BatchInput & { readonly invitation: string | null },
): Promise<void> {
	const { institution, batch, invitation, key } = input;
	const may = mayAdminister(institution);
	may(actor);
	const form = { institution, action: `identity.revoke-mailed:${invitation ?? batch}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		const { begunAt, endedAt } = await mustFindBatch(tx, batch, institution);
		if (invitation !== null && (await findMailedInvitation(tx, invitation))?.batch !== batch)
			throw notFound();
		const at = world.now();
		await revokeMailed(tx, { batch, invitation, at });
		if (invitation === null && begunAt && !endedAt) await updateBatch(tx, batch, { endedAt: at });
		const what = invitation === null ? 'list-revoked' : 'mailed-invitation-revoked';
		return { answer: null, did: { what, thing: batch } };
	});
}
