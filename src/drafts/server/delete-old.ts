import type { World } from '#platform/server';
import { DRAFT_LIMITS } from '../draft.ts';
import { deleteFormsAwaitingSignInBefore, deleteDraftsBefore } from './draft-store.ts';

/**
 * Deletes the drafts unchanged for `DRAFT_LIMITS.days` days, and the forms sent after a session ended that
 * waited longer than `DRAFT_LIMITS.carriedMinutes`. Called every hour.
 */
export async function deleteOldDrafts(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const ago = (minutes: number) => new Date(world.now().getTime() - minutes * 60_000);
	await world.db.write(async (tx) => {
		await deleteDraftsBefore(tx, ago(DRAFT_LIMITS.days * 24 * 60));
		await deleteFormsAwaitingSignInBefore(tx, ago(DRAFT_LIMITS.carriedMinutes));
	});
}
