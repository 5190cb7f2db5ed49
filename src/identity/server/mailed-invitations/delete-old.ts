import type { World } from '#platform/server';
import { deleteOldBatches } from './batch-store.ts';
import { deleteMailedInvitationsEndedBefore } from './mailed-invitation-store.ts';

const DAY = 86_400_000;
/** How long (days) a mailed invitation is kept after its end, used or not, and a draft after it was made. */
export const MAILED_KEPT_DAYS = { invitation: 30, draft: 1 } as const;

/**
 * Deletes mailed invitations thirty days after their end, the batches of which none is left, and the lists that
 * were given the day before and nobody was invited from. Called every hour.
 */
export async function deleteOldMailedInvitations(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const before = (days: number) => new Date(world.now().getTime() - days * DAY);
	await world.db.write(async (tx) => {
		await deleteMailedInvitationsEndedBefore(tx, before(MAILED_KEPT_DAYS.invitation));
		await deleteOldBatches(tx, before(MAILED_KEPT_DAYS.draft));
	});
}
