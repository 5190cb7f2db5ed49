import { notFound, Refusal } from '#platform';
import { queueMails, type World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { must } from '../../can.ts';
import { mustBeOpenInstitution } from '../institutions/read-institutions.ts';
import { newToken, tokenHash } from '../sessions/tokens.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { mustFindBatch } from './batch-in-hand.ts';
import type { BatchInput } from './invite-batch.ts';
import { invitationMail } from './invite-next-people.ts';
import { findMailedInvitation, renewMailedInvitation } from './mailed-invitation-store.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

/**
 * Sends an invitation again, with a new link that works for as many days as the first, which no longer works.
 * Throws `identity.mailed-ended` for one that was used or revoked, `identity.mailed-wait` for one sent
 * less than an hour ago, and `platform.no-mail` (503) where the service sends no mail.
 */
export async function sendInvitationAgain(
	world: World,
	actor: Actor,
	input: BatchInput & { readonly invitation: string },
): Promise<void> {
	const { institution, batch: id, invitation, key } = input;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	const form = { institution, action: `identity.send-invitation-again:${invitation}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		await mustBeOpenInstitution(tx, institution);
		const batch = await mustFindBatch(tx, id, institution);
		const found = await findMailedInvitation(tx, invitation);
		if (found?.batch !== id) throw notFound();
		if (found.usedAt || found.revokedAt) throw new Refusal('identity.mailed-ended');
		const sentAt = world.now();
		if (sentAt.getTime() - found.sentAt.getTime() < HOUR) throw new Refusal('identity.mailed-wait');
		const token = newToken();
		const expiresAt = new Date(sentAt.getTime() + batch.days * DAY);
		const { email } = found;
		const [mail = null] = await queueMails(tx, world, [
			// Asked for one person: it leaves before those of a whole list.
			{ ...invitationMail(batch, { invitation, email, token, expiresAt }), bulk: false },
		]);
		await renewMailedInvitation(tx, invitation, { tokenHash: tokenHash(token), sentAt, expiresAt, mail });
		return { answer: null, did: { what: 'mailed-invitation-sent-again', thing: id } };
	});
}
